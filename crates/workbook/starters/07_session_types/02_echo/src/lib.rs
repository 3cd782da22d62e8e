//! What was sent comes back.
//!
//! Write the protocol, both sides of it, and a function for a piece of any protocol. The statement is in README.md.

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the caller sees it.
// TODO: a `String` out and a `String` back, then a `u32` out and a `u32` back. What is missing?
pub type Caller = Send<String, Send<u32, Eps>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
// TODO: this one works for a text, and only if nothing comes after it.
pub fn echo_one(channel: Chan<(), Recv<String, Send<String, Eps>>>) -> Chan<(), Eps> {
    let (channel, text) = channel.recv();
    channel.send(text)
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    // TODO
    let (channel, _text) = channel.recv();
    let (channel, _number) = channel.recv();
    channel.close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    // TODO: who says that these are what came back?
    channel.send(text.clone()).send(number).close();
    (text, number)
}
