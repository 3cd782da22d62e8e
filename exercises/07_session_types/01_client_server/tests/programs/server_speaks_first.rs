//! The server sends an answer before it has been asked.
use session_types::Chan;
use subject::Server;

pub fn server(channel: Chan<(), Server>) {
    let channel = channel.send(42_u64);
    std::mem::forget(channel);
}

fn main() {}
