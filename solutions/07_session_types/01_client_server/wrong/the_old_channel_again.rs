//@ title: The old channel is used again
//@ idea: "A channel is an object: I call its methods one after the other."
//@ kind: compile
//@ says: E0382

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

/// `recv` takes the channel; what it gives back is thrown away here.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let number = channel.recv().1;
    channel.send(answer(number)).close();
}
