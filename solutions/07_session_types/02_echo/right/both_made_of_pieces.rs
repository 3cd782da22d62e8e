//@ title: `ask` for one question, `echo_one` for one answer, and both sides made of them

use std::marker;

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// What is sent comes back, and then `Next`.
type There<T, Next> = Send<T, Recv<T, Next>>;
/// The same, as the other side sees it.
type Back<T, Next> = Recv<T, Send<T, Next>>;

/// The protocol as the caller sees it.
pub type Caller = <Echo as HasDual>::Dual;

/// The other side.
pub type Echo = Back<String, Back<u32, Eps>>;

/// Sends a value and receives one.
fn ask<Round, T, Next>(channel: Chan<Round, There<T, Next>>, value: T) -> (Chan<Round, Next>, T)
where
    T: marker::Send + 'static,
{
    channel.send(value).recv()
}

/// Receives a value and sends it back. Returns the channel with the rest of its protocol.
pub fn echo_one<Next, T, Round>(channel: Chan<Round, Back<T, Next>>) -> Chan<Round, Next>
where
    T: marker::Send + 'static,
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
    let (channel, text) = ask(channel, text);
    let (channel, number) = ask(channel, number);
    channel.close();
    (text, number)
}
