//! Receives a text, and sends its length.
use session_types::{Chan, Eps, Recv, Send};

pub type Measure = Recv<String, Send<u32, Eps>>;

pub fn measure(channel: Chan<(), Measure>) {
    let (channel, text) = channel.recv();
    channel.send(text.len()).close();
}

fn main() {}
