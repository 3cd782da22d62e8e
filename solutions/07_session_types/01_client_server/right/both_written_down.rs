//@ title: Both protocols written down, each step a type of its own, and asking without blocking

use std::thread;

use session_types::{Chan, Eps, Recv, Send};

/// The protocol as the client sees it.
pub type Client = Send<u32, Answered>;
/// When it has asked.
type Answered = Recv<u64, Eps>;

/// The protocol as the server sees it.
pub type Server = Recv<u32, Asked>;
/// When it has been asked.
type Asked = Send<u64, Eps>;

/// Asks: sends `number`, waits for the answer, and returns it.
pub fn client(channel: Chan<(), Client>, number: u32) -> u64 {
    let mut waiting: Chan<(), Answered> = channel.send(number);
    loop {
        // `try_recv` gives the channel back when nothing is there yet.
        waiting = match waiting.try_recv() {
            Ok((channel, answer)) => {
                channel.close();
                return answer;
            }
            Err(waiting) => {
                thread::yield_now();
                waiting
            }
        };
    }
}

/// Answers: receives a number, and sends what `answer` makes of it.
pub fn server(channel: Chan<(), Server>, answer: impl FnOnce(u32) -> u64) {
    let (channel, number): (Chan<(), Asked>, u32) = channel.recv();
    let answer = answer(number);
    let channel: Chan<(), Eps> = channel.send(answer);
    channel.close()
}
