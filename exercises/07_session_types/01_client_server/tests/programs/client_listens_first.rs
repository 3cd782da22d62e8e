//! The client waits for an answer before it has asked.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) -> u64 {
    let (channel, answer) = channel.recv();
    std::mem::forget(channel);
    answer
}

fn main() {}
