//! The first of two answers, or a time-out.

use std::time::Instant;

use crossbeam::channel::{Receiver, never, select_biased};

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
    // A closed channel is ready for ever: it says "closed" each time it is asked. Left where it is, it
    // would turn the loop below into one that never waits. So it is replaced by a channel that is
    // never ready. The references are changed and not the channels: those belong to the caller.
    let nobody = never();
    let (mut left, mut right) = (left, right);
    let mut open = 2;

    while open > 0 {
        // All three at once: the thread sleeps, and whoever sends wakes it. One message is taken, from
        // the channel whose arm runs; the others keep theirs.
        //
        // *Biased*, because the order matters when several are ready: an answer in the hand is worth
        // more than the news that it is late. `select!` would pick one of the ready ones by chance.
        select_biased! {
            recv(left) -> message => match message {
                Ok(answer) => return Outcome::Left(answer),
                Err(_) => left = &nobody,
            },
            recv(right) -> message => match message {
                Ok(answer) => return Outcome::Right(answer),
                Err(_) => right = &nobody,
            },
            recv(time_out) -> _ => return Outcome::TimedOut,
        }
        // Whoever gets here has seen one of them hang up.
        open -= 1;
    }
    Outcome::NobodyLeft
}
