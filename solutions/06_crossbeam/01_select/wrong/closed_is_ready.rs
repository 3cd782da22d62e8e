//@ title: A closed channel in the loop
//@ idea: "If it has hung up I ignore the error and go round again."
//@ test: a_server_that_hangs_up_has_not_answered
//@ kind: assert
//@ says: A closed channel is ready at each turn

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

/// A closed channel is ready each time, so the loop never waits again, and the arms below get no turn.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let mut gone = [false; 2];
    while gone != [true; 2] {
        select_biased! {
            recv(left) -> message => match message {
                Ok(answer) => return Outcome::Left(answer),
                Err(_) => gone[0] = true,
            },
            recv(right) -> message => match message {
                Ok(answer) => return Outcome::Right(answer),
                Err(_) => gone[1] = true,
            },
            recv(time_out) -> _ => return Outcome::TimedOut,
        }
    }
    Outcome::NobodyLeft
}
