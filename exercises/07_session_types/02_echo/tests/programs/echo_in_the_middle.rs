//! An echo with a step before it and a step after it.
use session_types::{Chan, Eps, Recv, Send};
use subject::echo_one;

pub fn greet(channel: Chan<(), Send<u8, Recv<u64, Send<u64, Recv<bool, Eps>>>>>) -> bool {
    let channel = echo_one(channel.send(1));
    let (channel, well) = channel.recv();
    channel.close();
    well
}

fn main() {}
