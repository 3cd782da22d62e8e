//! One thread, two channels, and nobody knows which of them speaks first.

use std::sync::mpsc;
use std::thread;

// ANCHOR: program
/// Two servers are asked. Whoever answers first will do.
pub fn left_first() {
    let (left_server, left) = mpsc::channel();
    let (right_server, right) = mpsc::channel();
    thread::spawn(move || {
        thread::park(); // It is stuck.
        left_server.send("41").unwrap();
    });
    thread::spawn(move || right_server.send("42").unwrap());

    let answer = left.recv().or_else(|_| right.recv());
    assert_eq!(answer, Ok("42"));
}
// ANCHOR_END: program

// ANCHOR: poll
/// Looks once at each of them: whose answer is taken?
pub fn look_at_both() -> &'static str {
    let (left_server, left) = mpsc::channel();
    let (right_server, right) = mpsc::channel();
    thread::spawn(move || left_server.send("left"));
    thread::spawn(move || right_server.send("right"));

    let answer = left.try_recv().or_else(|_| right.try_recv());
    answer.unwrap_or("nobody")
}
// ANCHOR_END: poll

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn waiting_for_the_left_one_hangs_although_the_right_one_has_answered() {
        expect::fails(left_first, FailureKind::Deadlock);
    }

    #[test]
    fn one_look_may_find_either_or_nothing() {
        assert_eq!(
            interleave::outcomes(look_at_both),
            ["left", "nobody", "right"].into()
        );
    }
}
