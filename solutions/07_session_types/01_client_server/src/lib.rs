//! One question, one answer, and a type that says so.

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
// Read it from the outside in: send a `u32`, then receive a `u64`, then end.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it: the dual of the client's.
// `Recv<u32, Send<u64, Eps>>` is the same type. Letting the compiler derive it means that there is
// one place to change when the protocol changes, and that the two sides cannot drift apart.
pub type Server = <Client as HasDual>::Dual;

/// Asks: sends `number`, waits for the answer, and returns it.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    // `send` takes the channel and gives back another one, whose type is the rest of the protocol:
    // `Chan<(), Recv<u64, Eps>>`. The old one is gone, so nobody can send twice.
    let channel = channel.send(number);
    let (channel, answer) = channel.recv();
    // Only a channel whose protocol is `Eps` can be closed. A channel that is dropped instead
    // panics: that a protocol is brought to its end is the one thing which the compiler does not
    // check here.
    channel.close();
    answer
}

/// Answers: receives a number, and sends what `answer` makes of it.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
