//! What `run_all` must do, in every execution.

use crate::subject::run_all;
use std as interleave;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};

use interleave::{Explorer, FailureKind};

/// Runs workers that note on which thread they were called, and with which number.
fn calls(workers: usize) -> Vec<(usize, ThreadId)> {
    // One note for each number, and one for whatever else there may be: workers that do not meet in a note have fewer
    // orders.
    let notes: Arc<Vec<Mutex<Vec<_>>>> =
        Arc::new((0..=workers).map(|_| Mutex::default()).collect());
    let noted = Arc::clone(&notes);
    run_all(workers, move |number| {
        let note = &noted[number.min(workers)];
        note.lock().unwrap().push((number, thread::current().id()));
    });
    let read = |note: &Mutex<Vec<_>>| note.lock().unwrap().clone();
    notes.iter().flat_map(read).collect()
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
                let begun: Arc<Vec<OnceLock<()>>> =
                    Arc::new((0..workers).map(|_| OnceLock::new()).collect());
                let its = Arc::clone(&begun);
                thread::spawn(move || {
                    run_all(workers, move |number| {
                        its[number].get_or_init(|| ());
                        for other in its.iter() {
                            other.wait();
                        }
                        // Four workers can end in very many orders. So none of them goes on.
                        OnceLock::<()>::new().wait();
                    });
                });
                // When all have begun, it is over, and the threads are left as they are.
                for worker in begun.iter() {
                    worker.wait();
                }
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
