//! The channel that `echo_one` has taken is given to it once more.
use session_types::{Chan, Eps, Recv, Send};
use subject::echo_one;

pub fn twice(channel: Chan<(), Recv<String, Send<String, Eps>>>) {
    let first = echo_one(channel);
    let second = echo_one(channel);
    std::mem::forget((first, second));
}

fn main() {}
