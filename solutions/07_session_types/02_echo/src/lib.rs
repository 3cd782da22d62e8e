//! What was sent comes back.

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// One round as the caller sees it: a `T` out, a `T` back, and then `Next`.
// A piece of a protocol is a type with a parameter for the rest. There is no need for it here; it
// makes the next line readable, and in a longer protocol it saves repetition.
pub type Round<T, Next> = Send<T, Recv<T, Next>>;

/// The protocol as the caller sees it.
// Written out: `Send<String, Recv<String, Send<u32, Recv<u32, Eps>>>>`.
pub type Caller = Round<String, Round<u32, Eps>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
// The type asks for the two steps that are taken here, and for nothing else: `Next` is what comes
// after them, and `E` is the stack of the rounds that the channel is in. Both go through untouched.
//
// The bound must be spelt out. `Send` alone is the protocol step that is imported above, and a step
// is not a trait.
pub fn echo_one<E, T, Next>(channel: Chan<E, Recv<T, Send<T, Next>>>) -> Chan<E, Next>
where
    T: std::marker::Send + 'static,
{
    // The value moves in and out again. Nothing is cloned.
    let (channel, value) = channel.recv();
    channel.send(value)
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    // The first call echoes a `String` with `Next = Recv<u32, Send<u32, Eps>>`, the second one a
    // `u32` with `Next = Eps`. The compiler works it out.
    echo_one(echo_one(channel)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
