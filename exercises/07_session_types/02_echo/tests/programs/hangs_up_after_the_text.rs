//! The caller closes its channel when the text has come back.
use session_types::Chan;
use subject::Caller;

pub fn call(channel: Chan<(), Caller>) -> String {
    let (channel, text) = channel.send("one".to_string()).recv();
    channel.close();
    text
}

fn main() {}
