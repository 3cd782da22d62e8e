//@ title: The first arm of a `select!` goes first
//@ idea: "`select!` looks at its arms from top to bottom, like `match`."
//@ test: an_answer_goes_before_the_time_out
//@ kind: assert
//@ says: picks one by chance

use std::time::Instant;

use crossbeam::channel::{Receiver, never, select};

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

/// Right as long as only one channel is ready at a time: nearly always.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let nobody = never();
    let (mut left, mut right) = (left, right);
    let mut open = 2;
    while open > 0 {
        select! {
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
        open -= 1;
    }
    Outcome::NobodyLeft
}
