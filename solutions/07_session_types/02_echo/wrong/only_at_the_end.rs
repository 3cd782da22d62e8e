//@ title: The echo ends the conversation
//@ idea: "A function that has a channel should also close it."
//@ test: an_echo_fits_into_the_middle_of_a_protocol
//@ kind: assert
//@ says: `echo_one` works whatever type is echoed and whatever comes after it

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// One round as the caller sees it: a `T` out, a `T` back, and then `Next`.
pub type Round<T, Next> = Send<T, Recv<T, Next>>;

/// The protocol as the caller sees it.
pub type Caller = Round<String, Round<u32, Eps>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
// With `Eps` for the rest, it fits into one place: the last.
pub fn echo_one<E, T>(channel: Chan<E, Recv<T, Send<T, Eps>>>) -> Chan<E, Eps>
where
    T: std::marker::Send + 'static,
{
    let (channel, value) = channel.recv();
    channel.send(value)
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    let (channel, text) = channel.recv();
    echo_one(channel.send(text)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
