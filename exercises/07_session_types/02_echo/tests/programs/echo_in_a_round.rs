//! An echo in each round of a conversation that never ends: the channel remembers the round.
use session_types::{Chan, Rec, Recv, Send, Var, Z};
use subject::echo_one;

pub fn for_ever(channel: Chan<(), Rec<Recv<u32, Send<u32, Var<Z>>>>>) -> ! {
    let mut channel = channel.enter();
    loop {
        channel = echo_one(channel).zero();
    }
}

fn main() {}
