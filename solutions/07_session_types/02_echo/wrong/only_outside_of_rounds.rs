//@ title: The echo knows the environment
//@ idea: "The first parameter of a channel is always `()`."
//@ test: an_echo_fits_into_a_round
//@ kind: assert
//@ says: `echo_one` works for any of them

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// One round as the caller sees it: a `T` out, a `T` back, and then `Next`.
pub type Round<T, Next> = Send<T, Recv<T, Next>>;

/// The protocol as the caller sees it.
pub type Caller = Round<String, Round<u32, Eps>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
// True until the first `enter`.
pub fn echo_one<T, Next>(channel: Chan<(), Recv<T, Send<T, Next>>>) -> Chan<(), Next>
where
    T: std::marker::Send + 'static,
{
    let (channel, value) = channel.recv();
    channel.send(value)
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    echo_one(echo_one(channel)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
