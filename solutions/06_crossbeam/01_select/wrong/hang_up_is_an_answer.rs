//@ title: Who hangs up has decided
//@ idea: "When one of them is gone, there is nothing more to come."
//@ test: a_server_that_hangs_up_has_not_answered
//@ kind: assert
//@ says: it returned NobodyLeft although there was something to wait for

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

/// Takes one server that is gone for both.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    select_biased! {
        recv(left) -> message => message.map_or(Outcome::NobodyLeft, Outcome::Left),
        recv(right) -> message => message.map_or(Outcome::NobodyLeft, Outcome::Right),
        recv(time_out) -> _ => Outcome::TimedOut,
    }
}
