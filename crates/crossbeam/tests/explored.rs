//! What the queues do in every execution, and on real threads.

use std::collections::BTreeSet;

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use interleave::sync::{Arc, Mutex};
use interleave::{outcomes, thread};
use interleave_crossbeam::deque::{Injector, Steal, Stealer, Worker};
use interleave_crossbeam::utils::Backoff;

/// What a thief got of a queue of one job, and what its owner got meanwhile.
#[test]
fn one_job_is_taken_once_and_the_loser_may_have_to_retry() {
    for worker in [Worker::new_fifo, Worker::new_lifo] {
        let seen = outcomes(move || {
            let worker = worker();
            let stealer = worker.stealer();
            worker.push(7);
            let thief = thread::spawn(move || match stealer.steal() {
                Steal::Success(job) => format!("{job}"),
                Steal::Empty => "nothing".to_owned(),
                Steal::Retry => "retry".to_owned(),
            });
            let kept = worker.pop();
            (kept, thief.join().unwrap())
        });
        let expected = [(None, "7"), (Some(7), "nothing"), (Some(7), "retry")];
        assert_eq!(
            seen,
            expected.map(|(kept, got)| (kept, got.to_owned())).into()
        );
    }
}

/// Two thieves and a pushing owner: with `Retry` asked again, each job is found once.
#[test]
fn no_job_is_lost_or_doubled() {
    let seen = outcomes(|| {
        let worker = Worker::new_lifo();
        let found = Arc::new(Mutex::new(BTreeSet::new()));
        let thieves = [(); 2].map(|()| {
            let (stealer, found) = (worker.stealer(), Arc::clone(&found));
            thread::spawn(move || {
                let job = std::iter::repeat_with(|| stealer.steal()).find(|it| !it.is_retry());
                if let Some(Steal::Success(job)) = job {
                    assert!(found.lock().unwrap().insert(job), "twice");
                }
            })
        });
        worker.push(1);
        worker.push(2);
        for thief in thieves {
            thief.join().unwrap();
        }
        let left: Vec<u32> = std::iter::from_fn(|| worker.pop()).collect();
        let mut found = found.lock().unwrap().clone();
        for job in left {
            assert!(found.insert(job), "twice");
        }
        found
    });
    assert_eq!(seen, [BTreeSet::from([1, 2])].into());
}

struct Plain(UnsafeCell<u32>);

// SAFETY: the checker watches the cell.
unsafe impl Sync for Plain {}

/// What was written before the push is there for the thief. (Without that, the checker would find a data race.)
#[test]
fn what_was_done_before_the_push_comes_with_the_job() {
    interleave::check(|| {
        let worker = Worker::new_fifo();
        let stealer: Stealer<Arc<Plain>> = worker.stealer();
        let thief = thread::spawn(move || {
            if let Steal::Success(job) = stealer.steal() {
                // SAFETY: as above.
                assert_eq!(unsafe { *job.0.get() }, 5);
            }
        });
        let job = Arc::new(Plain(UnsafeCell::new(0)));
        // SAFETY: as above.
        unsafe { *job.0.get() = 5 };
        worker.push(job);
        thief.join().unwrap();
    });
}

/// Otherwise an idle worker would have as many executions as it has turns.
#[test]
fn a_search_that_finds_nothing_is_only_a_wait() {
    let report = interleave::explore(|| {
        let injector = Arc::new(Injector::new());
        let theirs = Arc::clone(&injector);
        thread::spawn(move || theirs.push(1));
        let (local, other) = (Worker::new_lifo(), Worker::new_lifo());
        let others = [local.stealer(), other.stealer()];
        let backoff = Backoff::new();
        loop {
            let stolen = injector
                .steal_batch_and_pop(&local)
                .or_else(|| others.iter().map(Stealer::steal).collect());
            match local.pop().or(stolen.success()) {
                Some(_) => break,
                None => backoff.snooze(),
            }
        }
    });
    assert!(
        matches!(
            report.verdict(),
            interleave::Verdict::Verified { executions: ..=20 }
        ),
        "{:?}",
        report.verdict()
    );
}

/// Who pushes looks whether somebody sleeps; who is about to sleep says so, and looks for jobs once more. Stealing has what this needs,
/// and so has pushing to an injector; to push to a worker's own queue needs a fence behind it.
#[test]
fn a_push_and_a_sleeper_miss_each_other_only_where_crossbeam_lets_them() {
    fn both_missed(push: fn(&Worker<u8>, &Injector<u8>)) -> BTreeSet<bool> {
        outcomes(move || {
            let (worker, injector) = (Worker::new_fifo(), Arc::new(Injector::new()));
            let sleeps = Arc::new(AtomicBool::new(false));
            let sleeper = thread::spawn({
                let (stealer, injector, sleeps) =
                    (worker.stealer(), Arc::clone(&injector), Arc::clone(&sleeps));
                move || {
                    sleeps.store(true, Ordering::SeqCst);
                    stealer.steal().is_empty() && injector.steal().is_empty()
                }
            });
            push(&worker, &injector);
            let unseen = !sleeps.load(Ordering::SeqCst);
            unseen && sleeper.join().unwrap()
        })
    }
    assert_eq!(
        both_missed(|worker, _| worker.push(1)),
        [false, true].into()
    );
    assert_eq!(both_missed(|_, injector| injector.push(1)), [false].into());
    let fenced = |worker: &Worker<u8>, _: &Injector<u8>| {
        worker.push(1);
        fence(Ordering::SeqCst);
    };
    assert_eq!(both_missed(fenced), [false].into());
}

/// Outside of an exploration the same code runs on real threads.
#[test]
fn on_real_threads_each_job_is_taken_once() {
    const JOBS: usize = 20_000;
    let injector = Injector::new();
    let taken: Vec<AtomicUsize> = (0..JOBS).map(|_| AtomicUsize::new(0)).collect();
    let workers = [(); 3].map(|()| Worker::new_lifo());
    let stealers = workers.each_ref().map(Worker::stealer);
    let left = AtomicUsize::new(JOBS);
    thread::scope(|scope| {
        for worker in workers {
            let (injector, stealers, taken, left) = (&injector, &stealers, &taken, &left);
            scope.spawn(move || {
                while left.load(Ordering::Acquire) > 0 {
                    let job = worker.pop().or_else(|| {
                        injector
                            .steal_batch_and_pop(&worker)
                            .or_else(|| stealers.iter().map(Stealer::steal).collect())
                            .success()
                    });
                    if let Some(job) = job {
                        let job: usize = job;
                        taken[job].fetch_add(1, Ordering::Relaxed);
                        left.fetch_sub(1, Ordering::Release);
                    }
                }
            });
        }
        for job in 0..JOBS {
            injector.push(job);
        }
    });
    assert!(taken.iter().all(|times| times.load(Ordering::Relaxed) == 1));
}
