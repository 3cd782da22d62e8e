//! What `work_off` must do, in every execution.

use crate::subject;
use std as interleave;
use std::cell::RefCell;
use std::collections::HashSet;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "All senders are gone in this test, so `recv` returns an `Err` when no job is left, to each \
         worker that asks. Who waits for a lock that is never released, or for a job on another \
         channel whose sender is kept?",
    )
}

/// Calls `work_off`, and names the mistake when it panics.
fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    panic::catch_unwind(AssertUnwindSafe(|| subject::work_off(workers, jobs, work))).unwrap_or_else(
        |_| {
            panic!(
                "`work_off` panicked, though `work` did not. An `Err` of `recv` is no error here: \
                 it says that there are no more jobs"
            )
        },
    )
}

/// A receiver of these jobs, whose sender is gone.
fn queued(jobs: impl IntoIterator<Item = u32>) -> Receiver<u32> {
    let (sender, receiver) = mpsc::channel();
    for job in jobs {
        sender.send(job).unwrap();
    }
    receiver
}

/// What `work` saw of these jobs, sorted, and the number returned.
fn worked_off(workers: usize, jobs: Receiver<u32>) -> (Vec<u32>, usize) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let done = Arc::clone(&seen);
    let count = work_off(workers, jobs, move |job| done.lock().unwrap().push(job));
    let mut seen = seen.lock().unwrap().clone();
    seen.sort_unstable();
    (seen, count)
}

#[test]
fn each_job_is_done_once() {
    explorer().check(|| {
        assert_eq!(
            worked_off(2, queued([1])),
            (vec![1], 1),
            "there was job 1 (left: those that `work` was called with before `work_off` returned, \
             and the count)"
        );
    });
}

#[test]
fn one_worker_does_them_all() {
    explorer().check(|| {
        assert_eq!(
            worked_off(1, queued(1..=2)),
            (vec![1, 2], 2),
            "there were the jobs 1 and 2 (left: those that `work` was called with before \
             `work_off` returned, and the count)"
        );
    });
}

#[test]
fn no_job_is_no_reason_to_wait() {
    explorer().check(|| {
        assert_eq!(
            worked_off(2, queued([])),
            (vec![], 0),
            "there was no job (left: the jobs that `work` was called with, and the count)"
        );
    });
}

#[test]
fn a_job_that_comes_late_is_done_too() {
    explorer().check(|| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let _ = sender.send(1);
        });
        assert_eq!(
            worked_off(2, receiver),
            (vec![1], 1),
            "another thread sends job 1 while the workers are there. A channel that is empty for a \
             moment is not the end (left: the jobs that `work` was called with before `work_off` \
             returned, and the count)"
        );
    });
}

#[test]
fn all_workers_can_be_at_work() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a job is done only when both jobs are being worked on, and the second one \
             never begins. Is the lock held while a job is worked on? In `while let` a guard without \
             a name lives until the end of the loop's body. Or is there one thread for all?",
        )
        .check(|| {
            let both = Arc::new(Barrier::new(2));
            let count = work_off(2, queued(1..=2), move |_| {
                both.wait();
            });
            assert_eq!(count, 2, "the number of jobs that `work_off` returned");
        });
}

/// Has two workers, and sends these jobs, each when the one before it has begun. More may come: the sender is kept.
fn one_after_the_other(explorer: &Explorer, last: u32, work: fn(&Barrier, u32)) {
    explorer.check(move || {
        let (sender, jobs) = mpsc::channel();
        let (say, said) = mpsc::channel();
        let both = Barrier::new(2);
        thread::spawn(move || {
            work_off(2, jobs, move |job| {
                let _ = say.send(job);
                work(&both, job);
            })
        });
        for job in 1..=last {
            let _ = sender.send(job);
            assert_eq!(
                said.recv(),
                Ok(job),
                "job {job} was sent, and this one has begun (an error: the workers have ended, though \
                 the sender was still there)"
            );
        }
        // When a sender is dropped the workers end, and that is explored elsewhere.
        mem::forget(sender);
    });
}

#[test]
fn a_busy_worker_holds_up_no_job() {
    let explorer = Explorer::new().on(
        FailureKind::Deadlock,
        "In this test the first job is done only when the third one is being worked on, and the \
         second one comes between them. One worker is busy with the first, and the other one is to do \
         the rest. Does a job wait for a certain worker? An idle worker takes the next job, whichever \
         it is.",
    );
    one_after_the_other(&explorer, 3, |both, job| {
        if job != 2 {
            both.wait();
        }
    });
}

#[test]
fn a_job_is_done_when_it_comes() {
    let explorer = Explorer::new().on(
        FailureKind::Deadlock,
        "In this test a job was sent, and the next one is sent only when it has begun. It lies there: \
         does `work_off` collect all jobs before it starts?",
    );
    one_after_the_other(&explorer, 2, |_, _| {});
}

#[test]
fn the_workers_are_new_threads() {
    explorer().check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let workers = Arc::clone(&seen);
        work_off(2, queued([1]), move |_| {
            workers.lock().unwrap().push(thread::current().id());
        });
        assert!(
            !seen.lock().unwrap().contains(&thread::current().id()),
            "`work` was called on the thread that called `work_off`: the workers are new threads"
        );
    });
}

#[test]
fn one_worker_is_one_thread() {
    explorer().check(|| {
        let seen = Arc::new(Mutex::new(HashSet::new()));
        let threads = Arc::clone(&seen);
        work_off(1, queued(1..=2), move |_| {
            threads.lock().unwrap().insert(thread::current().id());
        });
        let seen = seen.lock().unwrap().len();
        assert!(
            seen <= 1,
            "1 worker was asked for, and `work` was called on {seen} threads, with 2 jobs: there are \
             as many threads as `workers` says, and one that is done with a job takes the next one"
        );
    });
}

/// Says so when the thread to which it belongs has ended.
struct AtTheEnd(Arc<AtomicUsize>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn no_worker_is_left_running() {
    explorer().check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let end = Arc::clone(&ended);
        work_off(2, queued([1]), move |_| {
            AT_THE_END.set(Some(AtTheEnd(Arc::clone(&end))));
        });
        assert_eq!(
            ended.load(Ordering::SeqCst),
            1,
            "`work_off` has returned, and the worker that did the only job has not ended. That all \
             jobs are done does not mean that a thread has ended: `join` does"
        );
    });
}
