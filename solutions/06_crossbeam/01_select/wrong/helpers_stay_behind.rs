//@ title: A thread for each channel
//@ idea: "One thread can wait in one place, so I start one for each."
//@ test: what_is_not_returned_stays_in_its_channel
//@ kind: assert
//@ says: waits in `right`

use std::thread;
use std::time::Instant;

use crossbeam::channel::{Receiver, select_biased, unbounded};

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

/// The helper that comes second still takes an answer, and has nobody to give it to.
pub fn first_answer<T: Send + 'static>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let (to_me, merged) = unbounded();
    let (left, right) = (left.clone(), right.clone());
    let to_me_too = to_me.clone();
    thread::spawn(move || left.recv().map(|answer| to_me.send(Outcome::Left(answer))));
    thread::spawn(move || {
        right
            .recv()
            .map(|answer| to_me_too.send(Outcome::Right(answer)))
    });
    select_biased! {
        recv(merged) -> message => message.unwrap_or(Outcome::NobodyLeft),
        recv(time_out) -> _ => Outcome::TimedOut,
    }
}
