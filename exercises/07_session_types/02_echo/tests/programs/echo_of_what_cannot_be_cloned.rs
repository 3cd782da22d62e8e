//! An echo of a value that is neither a text nor a number, and that nobody can clone.
use session_types::{Chan, Eps, Recv, Send};
use subject::echo_one;

pub struct Ticket(#[expect(dead_code)] u64);

pub fn counter(channel: Chan<(), Recv<Ticket, Send<Ticket, Eps>>>) {
    echo_one(channel).close();
}

fn main() {}
