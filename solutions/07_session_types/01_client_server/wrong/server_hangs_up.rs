//@ title: The server drops the channel before it answers
//@ idea: "If there is nothing to say, the server may just return."
//@ test: the_server_answers_what_it_was_asked
//@ kind: assert
//@ says: Session channel prematurely dropped

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// Asks as it should.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (channel, answer) = channel.send(number).recv();
    channel.close();
    answer
}

/// Answers small numbers only. For zero it returns, and the channel is dropped in mid-protocol.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    if number > 0 {
        channel.send(answer(number)).close();
    }
}
