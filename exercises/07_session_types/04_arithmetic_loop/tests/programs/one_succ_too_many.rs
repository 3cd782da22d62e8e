//! A number is sent, and `succ` is called on the way to the inner round.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let channel = channel.enter().sel1().enter().sel1().send(1_i64);
    std::mem::forget(channel.succ());
}

fn main() {}
