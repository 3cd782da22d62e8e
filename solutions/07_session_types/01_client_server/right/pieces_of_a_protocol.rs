//@ title: A function for asking and one for answering, which fit into any protocol

use std::marker;

use session_types::{Chan, Eps, HasDual, Recv, Send};

/// A question, an answer, and then whatever comes next.
type Ask<Q, A, Next> = Send<Q, Recv<A, Next>>;

/// The protocol as the server sees it. The client's is derived from it.
pub type Server = <Ask<u32, u64, Eps> as HasDual>::Dual;

/// The protocol as the client sees it.
pub type Client = <Server as HasDual>::Dual;

/// Asks one question.
fn ask<E, Q, A, Next>(channel: Chan<E, Ask<Q, A, Next>>, question: Q) -> (Chan<E, Next>, A)
where
    Q: marker::Send + 'static,
    A: marker::Send + 'static,
{
    channel.send(question).recv()
}

/// Answers one question.
fn reply<E, Q, A, Next>(
    channel: Chan<E, Recv<Q, Send<A, Next>>>,
    answer: impl FnOnce(Q) -> A,
) -> Chan<E, Next>
where
    Q: marker::Send + 'static,
    A: marker::Send + 'static,
{
    let (channel, question) = channel.recv();
    channel.send(answer(question))
}

/// Asks: sends `number`, waits for the answer, and returns it.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let (channel, answer) = ask(channel, number);
    channel.close();
    answer
}

/// Answers: receives a number, and sends what `answer` makes of it.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    reply(channel, answer).close();
}
