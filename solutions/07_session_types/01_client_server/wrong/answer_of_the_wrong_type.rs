//@ title: The answer has the type of the question
//@ idea: "A number is a number."
//@ test: the_client_sends_a_u32_and_then_receives_a_u64
//@ kind: assert
//@ says: `Client` is `Send<u32, Recv<u32, Eps>>`

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// Large answers do not fit.
pub type Client = Send<u32, Recv<u32, Eps>>;

/// The protocol as the server sees it.
pub type Server = <Client as HasDual>::Dual;

/// Widens what was narrowed.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (channel, answer) = channel.send(number).recv();
    channel.close();
    answer.into()
}

/// Cuts the answer off.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number) = channel.recv();
    channel.send(answer(number) as u32).close();
}
