//! Each round of the loop uses the same variable, and none gives it a new channel.
use session_types::Chan;
use subject::Client;

pub fn client(channel: Chan<(), Client>) {
    let channel = channel.enter();
    let numbers = channel.sel1().enter();
    for number in [1_i64, 2] {
        let next = numbers.sel1().send(number).zero();
        std::mem::forget(next);
    }
}

fn main() {}
