//! The client asks and does not wait for the answer.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    channel.send(1_u32).close();
}

fn main() {}
