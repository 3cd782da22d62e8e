//! The customer chooses where the machine does.
use session_types::Chan;
use subject::Customer;

pub fn customer(channel: Chan<(), Customer>) {
    let channel = channel.send(1_u16).sel1();
    std::mem::forget(channel);
}

fn main() {}
