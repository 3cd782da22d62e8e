//@ title: Left hangs up first, right goes last
//@ idea: "When the right one has hung up, I look whether the left one is gone. Then nobody is left."
//@ test: nobody_is_left_in_whatever_order_they_went
//@ kind: assert
//@ says: waits in `time_out` instead

use std::time::Instant;

use crossbeam::channel::{Receiver, never, select_biased};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<T> {
    Left(T),
    Right(T),
    TimedOut,
    NobodyLeft,
}

/// It asks in one of the two arms only.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    let nobody = never();
    let (mut left, mut right) = (left, right);
    let mut left_is_gone = false;

    loop {
        select_biased! {
            recv(left) -> message => match message {
                Ok(answer) => return Outcome::Left(answer),
                Err(_) => {
                    left = &nobody;
                    left_is_gone = true;
                }
            },
            recv(right) -> message => match message {
                Ok(answer) => return Outcome::Right(answer),
                Err(_) if left_is_gone => return Outcome::NobodyLeft,
                Err(_) => right = &nobody,
            },
            recv(time_out) -> _ => return Outcome::TimedOut,
        }
    }
}
