//@ title: The client listens first
//@ idea: "The order of the two calls is a matter of taste."
//@ kind: compile
//@ says: E0599

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// Waits for an answer to a question that it has not asked.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (channel, answer) = channel.recv();
    channel.send(number).close();
    answer
}

/// Answers as it should.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
