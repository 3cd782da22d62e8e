//! The sum is there, and `zero` is called on the way to the outer round.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let (channel, _sum) = channel.enter().sel1().enter().sel2().recv();
    std::mem::forget(channel.zero());
}

fn main() {}
