//! The client chooses, and has not entered the round.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let channel = channel.sel2().sel2();
    std::mem::forget(channel);
}

fn main() {}
