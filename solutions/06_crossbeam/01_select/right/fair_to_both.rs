//@ title: Fair among the servers: first a look at both, and the time-out last

use std::time::Instant;

use crossbeam::channel::{Receiver, never, select, select_biased};

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
    let nobody = never();
    let (mut from_left, mut from_right) = (left, right);
    let mut hung_up = 0;
    while hung_up < 2 {
        // `select!` takes either of two answers that are there, by chance.
        let (is_left, answer) = select! {
            recv(from_left) -> answer => (true, answer),
            recv(from_right) -> answer => (false, answer),
            default => select_biased! {
                recv(from_left) -> answer => (true, answer),
                recv(from_right) -> answer => (false, answer),
                recv(time_out) -> _ => return Outcome::TimedOut,
            },
        };
        match (is_left, answer) {
            (true, Ok(answer)) => return Outcome::Left(answer),
            (false, Ok(answer)) => return Outcome::Right(answer),
            (true, Err(_)) => from_left = &nobody,
            (false, Err(_)) => from_right = &nobody,
        }
        hung_up += 1;
    }
    Outcome::NobodyLeft
}
