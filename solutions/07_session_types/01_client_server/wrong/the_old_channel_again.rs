//@ title: The old channel is used again
//@ idea: "If the answer is zero, I simply ask again."
//@ kind: compile
//@ says: E0382

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Recv<u64, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// The channel was given away with the first question. There is no second one in the protocol.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (rest, mut answer) = channel.send(number).recv();
    if answer == 0 {
        let (again, second) = channel.send(number).recv();
        again.close();
        answer = second;
    }
    rest.close();
    answer
}

/// Answers as it should.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number)).close();
}
