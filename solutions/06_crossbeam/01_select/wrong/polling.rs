//@ title: Asking again and again
//@ idea: "`try_recv` does not wait, so I can ask all three in a loop."
//@ test: it_waits_in_all_three_channels_at_once
//@ kind: assert
//@ says: waits in none of

use std::time::Instant;

use crossbeam::channel::{Receiver, TryRecvError};

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

/// The right result, and a core that does nothing else.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    loop {
        let left = left.try_recv();
        if let Ok(answer) = left {
            return Outcome::Left(answer);
        }
        let right = right.try_recv();
        if let Ok(answer) = right {
            return Outcome::Right(answer);
        }
        let gone = TryRecvError::Disconnected;
        if left.is_err_and(|why| why == gone) && right.is_err_and(|why| why == gone) {
            return Outcome::NobodyLeft;
        }
        if time_out.try_recv().is_ok() {
            return Outcome::TimedOut;
        }
        std::thread::yield_now();
    }
}
