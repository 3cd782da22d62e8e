//@ title: Only the answers are waited for
//@ idea: "When an answer comes I can still look whether it is too late."
//@ test: it_waits_in_all_three_channels_at_once
//@ test: the_time_out_ends_the_waiting
//@ kind: assert
//@ says: and not in `time_out`

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

/// Waits in two channels. When neither speaks, nobody notices that the time is up.
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
            recv(left) -> message => match message {
                Ok(answer) => return Outcome::Left(answer),
                Err(_) => left = &nobody,
            },
            recv(right) -> message => match message {
                Ok(answer) => return Outcome::Right(answer),
                Err(_) => right = &nobody,
            },
        }
        if time_out.try_recv().is_ok() {
            return Outcome::TimedOut;
        }
        open -= 1;
    }
    Outcome::NobodyLeft
}
