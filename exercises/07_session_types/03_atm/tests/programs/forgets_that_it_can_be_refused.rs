//! The customer has a `match` with one arm.
use session_types::{Chan, Left};
use subject::Customer;

pub fn customer(channel: Chan<(), Customer>) -> u64 {
    match channel.send(1_u16).offer() {
        Left(channel) => {
            let (channel, balance) = channel.sel2().sel2().recv();
            channel.close();
            balance
        }
    }
}

fn main() {}
