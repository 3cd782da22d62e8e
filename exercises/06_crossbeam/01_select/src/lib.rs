//! The first of two answers, or a time-out.
//!
//! One thread waits in three channels at once. The statement is in README.md.

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

/// Waits for the first answer from either side, or for a message in `time_out`.
///
/// An answer that is there already goes before the time-out. A server that hangs up has not
/// answered. Nothing is taken from a channel that is not returned.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    // TODO: while this waits for the left server, who listens to the right one?
    if let Ok(answer) = left.recv() {
        return Outcome::Left(answer);
    }
    if let Ok(answer) = right.recv() {
        return Outcome::Right(answer);
    }
    // TODO: and who looks whether it is time to give up?
    if time_out.try_recv().is_ok() {
        return Outcome::TimedOut;
    }
    Outcome::NobodyLeft
}
