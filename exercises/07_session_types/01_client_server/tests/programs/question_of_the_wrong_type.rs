//! The client sends a text where the protocol says a number.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let channel = channel.send("seventeen");
    std::mem::forget(channel);
}

fn main() {}
