//@ title: One after the other
//@ idea: "I need both receivers, so I call `recv` on both."
//@ test: an_answer_that_is_there_is_returned
//@ test: it_waits_in_all_three_channels_at_once
//@ kind: assert
//@ says: waits in `left`

use std::time::Instant;

use crossbeam::channel::Receiver;

/// How the waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The left server's answer.
    Left(T),
    /// The right server's answer.
    Right(T),
    /// It is time to give up.
    TimedOut,
    /// Both servers have hung up.
    NobodyLeft,
}

/// Listens to one server at a time.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    if let Ok(answer) = left.recv() {
        return Outcome::Left(answer);
    }
    if let Ok(answer) = right.recv() {
        return Outcome::Right(answer);
    }
    if time_out.try_recv().is_ok() {
        return Outcome::TimedOut;
    }
    Outcome::NobodyLeft
}
