//@ title: The type `Select`, from which a server that hangs up is removed

use std::time::Instant;

use crossbeam::channel::{Receiver, Select};

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

/// Waits for the first answer from either side, or for a message in `time_out`.
pub fn first_answer<T>(
    left: &Receiver<T>,
    right: &Receiver<T>,
    time_out: &Receiver<Instant>,
) -> Outcome<T> {
    // Biased: what was added first goes first. So the time-out is last.
    let mut select = Select::new_biased();
    let left_one = select.recv(left);
    let right_one = select.recv(right);
    select.recv(time_out);
    let mut servers = 2;
    while servers > 0 {
        // `select`, and not `ready`: who only looks whether a message is there is no receiver.
        let operation = select.select();
        let chosen = operation.index();
        let answer = if chosen == left_one {
            operation.recv(left).map(Outcome::Left)
        } else if chosen == right_one {
            operation.recv(right).map(Outcome::Right)
        } else {
            operation.recv(time_out).map(|_| Outcome::TimedOut)
        };
        if let Ok(answer) = answer {
            return answer;
        }
        select.remove(chosen);
        servers -= 1;
    }
    Outcome::NobodyLeft
}
