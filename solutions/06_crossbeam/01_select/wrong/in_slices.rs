//@ title: A slice of time for each
//@ idea: "I wait a little in each channel, so nobody is forgotten."
//@ test: it_waits_in_all_three_channels_at_once
//@ kind: assert
//@ says: but never in all of them at once

use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, RecvTimeoutError};

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

/// While it visits one channel, the others speak to nobody.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let slice = Duration::from_millis(1);
    loop {
        let left = left.recv_timeout(slice);
        if let Ok(answer) = left {
            return Outcome::Left(answer);
        }
        let right = right.recv_timeout(slice);
        if let Ok(answer) = right {
            return Outcome::Right(answer);
        }
        let gone = RecvTimeoutError::Disconnected;
        if left.is_err_and(|why| why == gone) && right.is_err_and(|why| why == gone) {
            return Outcome::NobodyLeft;
        }
        if time_out.recv_timeout(slice).is_ok() {
            return Outcome::TimedOut;
        }
    }
}
