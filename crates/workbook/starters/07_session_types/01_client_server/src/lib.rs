//! One question, one answer, and a type that says so.
//!
//! Write the protocol down as two types, then both sides of it. The statement is in README.md.

use session_types::{Chan, Eps};

/// The protocol as the client sees it.
// TODO: send a `u32`, then receive a `u64`, then end. `Eps` is the end alone.
pub type Client = Eps;

/// The protocol as the server sees it: the dual of the client's.
// TODO: what is sent there is received here.
pub type Server = Eps;

/// Asks: sends `number`, waits for the answer, and returns it.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    // TODO: the channel's type changes with every step. Follow it.
    channel.close();
    number.into()
}

/// Answers: receives a number, and sends what `answer` makes of it.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    // TODO
    let _ = answer;
    channel.close();
}
