//@ title: Take both, return one
//@ idea: "I look what both have to say, and then choose."
//@ test: what_is_not_returned_stays_in_its_channel
//@ kind: assert
//@ says: an answer was taken and thrown away

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

/// What `try_recv` took and nobody returns is lost.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let answers = (left.try_recv(), right.try_recv());
    match answers {
        (Ok(answer), _) => return Outcome::Left(answer),
        (_, Ok(answer)) => return Outcome::Right(answer),
        _ => {}
    }
    let nobody = never();
    let (mut left, mut right) = (left, right);
    let mut open = 2;
    while open > 0 {
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
        open -= 1;
    }
    Outcome::NobodyLeft
}
