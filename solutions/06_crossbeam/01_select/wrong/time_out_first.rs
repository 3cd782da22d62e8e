//@ title: The time-out goes first
//@ idea: "If the time is up, it is up."
//@ test: an_answer_goes_before_the_time_out
//@ kind: assert
//@ says: an answer that is there was thrown away

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

/// Biased, and to the wrong side.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let nobody = never();
    let (mut left, mut right) = (left, right);
    let mut open = 2;
    while open > 0 {
        select_biased! {
            recv(time_out) -> _ => return Outcome::TimedOut,
            recv(left) -> message => match message {
                Ok(answer) => return Outcome::Left(answer),
                Err(_) => left = &nobody,
            },
            recv(right) -> message => match message {
                Ok(answer) => return Outcome::Right(answer),
                Err(_) => right = &nobody,
            },
        }
        open -= 1;
    }
    Outcome::NobodyLeft
}
