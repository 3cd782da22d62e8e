//! The caller begins with the number.
use session_types::Chan;
use subject::Caller;

pub fn call(channel: Chan<(), Caller>) {
    let channel = channel.send(2_u32);
    std::mem::forget(channel);
}

fn main() {}
