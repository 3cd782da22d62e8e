//! The client says that it was the last number, and hangs up.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    channel.enter().sel1().enter().sel2().close();
}

fn main() {}
