//@ title: The echo is not echoed
//@ idea: "The types are right, so the program is."
//@ test: the_echo_sends_back_what_it_received
//@ kind: assert
//@ says: what `echo` sent back

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// One round as the caller sees it: a `T` out, a `T` back, and then `Next`.
pub type Round<T, Next> = Send<T, Recv<T, Next>>;

/// The protocol as the caller sees it.
pub type Caller = Round<String, Round<u32, Eps>>;

/// The other side.
pub type Echo = <Caller as HasDual>::Dual;

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
pub fn echo_one<E, T, Next>(channel: Chan<E, Recv<T, Send<T, Next>>>) -> Chan<E, Next>
where
    T: std::marker::Send + 'static,
{
    let (channel, value) = channel.recv();
    channel.send(value)
}

/// The other side of `call`: sends back the text, then the number.
pub fn echo(channel: Chan<(), Echo>) {
    // Each value has the right type. It is not the one that came.
    let (channel, text) = channel.recv();
    let (channel, number) = channel.send(text.trim().to_lowercase()).recv();
    channel.send(number.saturating_sub(1)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
