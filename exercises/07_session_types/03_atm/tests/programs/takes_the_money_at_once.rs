//! The customer receives the new balance before the machine has said whether it pays.
use session_types::{Chan, Left, Right};
use subject::Customer;

pub fn customer(channel: Chan<(), Customer>) -> u64 {
    match channel.send(1_u16).offer() {
        Left(channel) => {
            let (channel, balance) = channel.sel2().sel1().send(1_u64).recv();
            channel.close();
            balance
        }
        Right(channel) => {
            channel.close();
            0
        }
    }
}

fn main() {}
