//! The client asks and drops the channel. The compiler warns, and here a warning is an error.
#![deny(unused_must_use)]
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    channel.send(1_u32);
}

fn main() {}
