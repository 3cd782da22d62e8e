//@ title: The panic is silenced
//@ idea: "`forget` gets rid of the panic, so all is well."
//@ test: the_client_asks_and_listens
//@ kind: assert
//@ says: `client` returns what it received, and nothing else

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// Asks, does not listen, and makes the answer up. Nothing panics, and nothing is right.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    std::mem::forget(channel.send(number));
    u64::from(number) * 2
}

/// Answers as it should.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
