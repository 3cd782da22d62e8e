//@ title: Three at first, and two when a server has hung up: no loop

use std::time::Instant;

use crossbeam::channel::{Receiver, select_biased};

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
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    // Whoever is left when the other one hangs up, and what an answer of theirs is called.
    let (other, answered): (_, fn(T) -> Outcome<T>) = select_biased! {
        recv(left) -> answer => match answer {
            Ok(answer) => return Outcome::Left(answer),
            Err(_) => (right, Outcome::Right),
        },
        recv(right) -> answer => match answer {
            Ok(answer) => return Outcome::Right(answer),
            Err(_) => (left, Outcome::Left),
        },
        recv(time_out) -> _ => return Outcome::TimedOut,
    };
    select_biased! {
        recv(other) -> answer => answer.map_or(Outcome::NobodyLeft, answered),
        recv(time_out) -> _ => Outcome::TimedOut,
    }
}
