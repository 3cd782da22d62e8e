//! What `run_all` must do, in every execution.

use crate::subject::run_all;
use std as interleave;
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, ThreadId};

use interleave::{Explorer, FailureKind};

/// Runs workers that note on which thread they were called, and with which number.
fn calls(workers: usize) -> Vec<(usize, ThreadId)> {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&calls);
    run_all(workers, move |number| {
        noted.lock().unwrap().push((number, thread::current().id()));
    });
    let calls = calls.lock().unwrap();
    calls.clone()
}

#[test]
fn results_stand_in_the_order_of_the_numbers() {
    interleave::check(|| {
        assert_eq!(
            run_all(3, |number| number * 10),
            [0, 10, 20],
            "worker n returns n * 10: the result of worker n belongs in place n, whichever worker \
             starts first or is done first"
        );
    });
}

#[test]
fn all_workers_are_at_work_at_the_same_time() {
    for workers in [2, 3, 4] {
        Explorer::new()
            .on(
                FailureKind::Deadlock,
                "In this test each worker waits in the middle for all the others. It waits for one that \
                 cannot begin. Is a worker joined before the last one is started? Does one hold a lock \
                 while it works? Is there a limit to how many work at once?",
            )
            .check(move || {
                let all = Arc::new(Barrier::new(workers));
                run_all(workers, move |_| {
                    all.wait();
                });
            });
    }
}

#[test]
fn each_worker_has_a_new_thread() {
    interleave::check(|| {
        let calls = calls(3);
        let caller = thread::current().id();
        assert!(
            calls.iter().all(|&(_, thread)| thread != caller),
            "a worker ran on the thread that called `run_all`: each needs a new thread"
        );
        assert!(
            calls.iter().all(|&(one, thread)| calls
                .iter()
                .all(|&(other, its)| one == other || thread != its)),
            "two workers ran on the same thread: each needs a thread of its own"
        );
    });
}

#[test]
fn each_number_is_worked_on_once() {
    interleave::check(|| {
        let mut numbers: Vec<_> = calls(3).into_iter().map(|(number, _)| number).collect();
        numbers.sort_unstable();
        assert_eq!(
            numbers,
            [0, 1, 2],
            "when three workers have run, `work` has been called once with 0, with 1 and with 2"
        );
    });
}

#[test]
fn one_worker_or_none_is_enough() {
    interleave::check(|| {
        assert_eq!(run_all(1, |number| number + 5), [5], "a single worker");
        assert!(
            run_all(0, |number| number).is_empty(),
            "without workers, there are no results"
        );
    });
}
