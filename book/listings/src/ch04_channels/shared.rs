//! One receiver, and several threads that take from it.

use std::sync::mpsc::{self, Receiver};
use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: turns
/// Two workers and two jobs. A job is done only when both are being worked on.
pub fn two_workers_take_turns() {
    let jobs = Mutex::new(two_jobs());
    let both_at_work = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Ok(_job) = jobs.lock().unwrap().recv() {
                    both_at_work.wait();
                }
            });
        }
    });
}
// ANCHOR_END: turns

// ANCHOR: together
/// The same, with the lock released before the work begins.
pub fn two_workers_work_together() {
    let jobs = Mutex::new(two_jobs());
    let both_at_work = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let job = jobs.lock().unwrap().recv();
                    let Ok(_job) = job else { break };
                    both_at_work.wait();
                }
            });
        }
    });
}
// ANCHOR_END: together

/// Two jobs, and no more to come.
fn two_jobs() -> Receiver<u32> {
    let (sender, jobs) = mpsc::channel();
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    jobs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_guard_in_while_let_lives_while_the_job_is_worked_on() {
        expect::fails(two_workers_take_turns, FailureKind::Deadlock);
    }

    #[test]
    fn a_guard_in_a_statement_of_its_own_does_not() {
        expect::verified(two_workers_work_together);
    }
}
