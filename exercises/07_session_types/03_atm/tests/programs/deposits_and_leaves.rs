//! The customer does not listen for the new balance.
use session_types::{Chan, Left, Right};
use subject::Customer;

pub fn customer(channel: Chan<(), Customer>) {
    match channel.send(1_u16).offer() {
        Left(channel) => channel.sel1().send(1_u64).close(),
        Right(channel) => channel.close(),
    }
}

fn main() {}
