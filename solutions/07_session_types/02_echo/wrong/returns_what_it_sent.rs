//@ title: What was sent is returned
//@ idea: "It is an echo: what comes back is what I sent."
//@ test: the_caller_returns_what_came_back
//@ kind: assert
//@ says: `call` returns what came back, and here that is not what was sent

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
    echo_one(echo_one(channel)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    // The answers are received, because the protocol wants it, and thrown away.
    let (channel, _) = channel.send(text.clone()).recv();
    let (channel, _) = channel.send(number).recv();
    channel.close();
    (text, number)
}
