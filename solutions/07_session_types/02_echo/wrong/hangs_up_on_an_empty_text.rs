//@ title: An empty text is not echoed
//@ idea: "If there is nothing to say, the function may just return."
//@ test: the_echo_sends_back_what_it_received
//@ kind: assert
//@ says: Session channel prematurely dropped

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
    let (channel, text) = channel.recv();
    // The channel goes out of scope in the middle of the protocol. The types allow it; it panics.
    if text.is_empty() {
        return;
    }
    echo_one(channel.send(text)).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).recv();
    let (channel, number) = channel.send(number).recv();
    channel.close();
    (text, number)
}
