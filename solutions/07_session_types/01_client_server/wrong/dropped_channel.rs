//@ title: The channel is dropped, not closed
//@ idea: "A channel that goes out of scope is closed, as std's is."
//@ test: the_client_asks_and_listens
//@ kind: assert
//@ says: Session channel prematurely dropped

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// Has the answer, and lets go of the channel without a word. The types allow it; it panics.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (_channel, answer) = channel.send(number).recv();
    answer
}

/// Answers as it should.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
