//! What is to be sent has another type than what comes.
use session_types::{Chan, Eps, Recv, Send};
use subject::echo_one;

pub fn widen(channel: Chan<(), Recv<u32, Send<u64, Eps>>>) {
    echo_one(channel).close();
}

fn main() {}
