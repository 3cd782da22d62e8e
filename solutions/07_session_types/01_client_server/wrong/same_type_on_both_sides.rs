//@ title: The same type on both sides
//@ idea: "Both sides speak the same protocol, so both have the same type."
//@ kind: compile
//@ says: E0599

use session_types::{Chan, Eps, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// With this type the server would have to ask, and its `recv` does not exist.
pub type Server = Client;

/// Asks as it should.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (channel, answer) = channel.send(number).recv();
    channel.close();
    answer
}

/// Answers as it should.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
