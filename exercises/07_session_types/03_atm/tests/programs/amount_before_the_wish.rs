//! The customer sends an amount and has not said what it is for.
use session_types::{Chan, Left, Right};
use subject::Customer;

pub fn customer(channel: Chan<(), Customer>) {
    match channel.send(1_u16).offer() {
        Left(channel) => std::mem::forget(channel.send(1_u64)),
        Right(channel) => channel.close(),
    }
}

fn main() {}
