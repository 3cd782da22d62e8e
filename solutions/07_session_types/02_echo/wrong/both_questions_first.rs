//@ title: Both questions first
//@ idea: "It does not matter when the answers come, as long as they come."
//@ test: the_caller_hears_each_answer_before_it_sends_again
//@ kind: assert
//@ says: `Caller` is `Send<String, Send<u32, Recv<String, Recv<u32, Eps>>>>`

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the caller sees it.
// Two channels would not mind. This is another protocol, with another order.
pub type Caller = Send<String, Send<u32, Recv<String, Recv<u32, Eps>>>>;

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
    let (channel, number) = channel.recv();
    channel.send(text).send(number).close();
}

/// Sends the text and the number, and returns what came back for each.
pub fn call(channel: Chan<(), Caller>, text: String, number: u32) -> (String, u32) {
    let (channel, text) = channel.send(text).send(number).recv();
    let (channel, number) = channel.recv();
    channel.close();
    (text, number)
}
