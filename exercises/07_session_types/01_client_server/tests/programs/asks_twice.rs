//! The client sends twice on the same channel.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let first = channel.send(1_u32);
    let second = channel.send(2_u32);
    std::mem::forget((first, second));
}

fn main() {}
