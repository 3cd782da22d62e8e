//! The caller sends the number before the text has come back.
use session_types::Chan;
use subject::Caller;

pub fn call(channel: Chan<(), Caller>) {
    let channel = channel.send("one".to_string()).send(2);
    std::mem::forget(channel);
}

fn main() {}
