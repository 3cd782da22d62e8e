//! Threads: many, nested, scoped, named, never joined, too many.

use super::support::{fails, fails_by, verified, verified_by};
use interleave::FailureKind::{Leak, Misuse, Panic};
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::{Arc, Mutex, mpsc};
use interleave::{Explorer, outcomes, thread};

#[test]
fn eight_threads_run_at_once() {
    let report = verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let threads = [0; 7].map(|_| {
            let count = Arc::clone(&count);
            thread::spawn(move || count.fetch_add(1, Relaxed))
        });
        count.fetch_add(1, Relaxed);
        let mut seen: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 7, "no two see the same");
    });
    assert_eq!(report.executions(), 40_320, "8!");
}

/// A check can ask for it that no thread is left.
#[test]
fn a_thread_that_is_left_behind_is_found_when_asked_for() {
    let strict = Explorer::new().all_threads_end();
    let joined = || {
        let grandchild = thread::spawn(|| thread::spawn(|| ()).join().unwrap());
        grandchild.join().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| ());
        });
        let child = thread::spawn(|| ());
        while !child.is_finished() {
            thread::yield_now();
        }
    };
    verified_by(&strict, joined);
    // It has sent its result, and may still be on its way to its end.
    let heard_of = || {
        let (to, from) = mpsc::channel();
        thread::Builder::new()
            .name("late".into())
            .spawn(move || to.send(1).unwrap())
            .unwrap();
        assert_eq!(from.recv(), Ok(1));
    };
    verified(heard_of);
    fails_by(&strict, Leak, &["late", "had not ended"], heard_of);
    let grandchild = || {
        let child = thread::spawn(|| drop(thread::spawn(|| ())));
        child.join().unwrap();
    };
    verified(grandchild);
    fails_by(&strict, Leak, &["had not ended"], grandchild);
}

#[test]
fn threads_spawn_threads() {
    let report = verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let child = {
            let count = Arc::clone(&count);
            thread::spawn(move || {
                let grandchild = {
                    let count = Arc::clone(&count);
                    thread::spawn(move || count.fetch_add(1, Relaxed))
                };
                count.fetch_add(10, Relaxed);
                // The handle goes to somebody else, who joins it.
                grandchild
            })
        };
        count.fetch_add(100, Relaxed);
        child.join().unwrap().join().unwrap();
        assert_eq!(count.load(Relaxed), 111);
    });
    assert_eq!(report.executions(), 6, "3!");
}

#[test]
fn scoped_threads_borrow_and_are_waited_for() {
    let report = verified(|| {
        let mut numbers = [1, 2, 3, 4];
        let sum = AtomicU32::new(0);
        let left = thread::scope(|scope| {
            let (left, right) = numbers.split_at_mut(2);
            scope.spawn(|| {
                right.reverse();
                sum.fetch_add(right.iter().sum(), Relaxed);
                scope.spawn(|| sum.fetch_add(100, Relaxed));
            });
            let left = scope.spawn(|| {
                left.reverse();
                sum.fetch_add(left.iter().sum(), Relaxed);
                left[0]
            });
            left.join().unwrap()
        });
        assert_eq!((left, numbers), (2, [2, 1, 4, 3]));
        assert_eq!(sum.load(Relaxed), 110);
    });
    assert_eq!(
        report.executions(),
        3,
        "three additions, one of them after another"
    );
}

#[test]
fn a_scope_panics_when_a_thread_of_it_has() {
    fails(Panic, &["a scoped thread panicked", "so it goes"], || {
        thread::scope(|scope| {
            scope.spawn(|| panic!("so it goes"));
        });
    });
    verified(|| {
        thread::scope(|scope| assert!(scope.spawn(|| panic!("so it goes")).join().is_err()));
    });
}

/// A thread that nobody waits for may have done everything, something or nothing when main ends.
#[test]
fn detached_threads_are_wherever_they_are() {
    let seen = outcomes(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        drop(thread::spawn(move || {
            theirs.store(1, Relaxed);
            theirs.store(2, Relaxed);
        }));
        count.load(Relaxed)
    });
    assert_eq!(seen, [0, 1, 2].into());
}

/// When main ends, the others end with it: what they wait for does not matter.
#[test]
fn a_detached_thread_that_waits_is_no_deadlock() {
    verified(|| {
        let (to, from) = mpsc::channel::<u32>();
        thread::spawn(move || from.recv());
        let lock = Arc::new(Mutex::new(0));
        let guard = lock.lock().unwrap();
        let theirs = Arc::clone(&lock);
        thread::spawn(move || *theirs.lock().unwrap() += 1);
        std::mem::forget(guard);
        std::mem::forget(to);
        thread::spawn(thread::park);
    });
}

#[test]
fn is_finished_is_an_answer_about_now() {
    let seen = outcomes(|| {
        let other = thread::spawn(|| {});
        let before = other.is_finished();
        let handle = other.thread().clone();
        other.join().unwrap();
        drop(handle);
        before
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn what_a_thread_did_happens_before_its_join() {
    verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.store(1, Relaxed));
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 1);
    });
    // Having seen it finished is not having joined it, but std's `is_finished` promises as much as `join`.
    verified(|| {
        let count = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || {
            theirs.0.store(1, Relaxed);
            theirs.1.store(1, Release);
        });
        if count.1.load(Acquire) == 1 {
            assert_eq!(count.0.load(Relaxed), 1);
        }
        other.join().unwrap();
    });
}

#[test]
fn names_and_ids_are_those_of_the_modelled_threads() {
    verified(|| {
        let main = thread::current();
        assert_eq!(main.name(), Some("main"));
        let ids = [0, 1].map(|n| {
            let other = thread::Builder::new()
                .name(format!("worker {n}"))
                .spawn(move || {
                    assert_eq!(thread::current().name(), Some(&*format!("worker {n}")));
                    thread::current().id()
                });
            other.unwrap().join().unwrap()
        });
        assert_ne!(ids[0], ids[1]);
        assert_ne!(ids[0], main.id());
        assert_eq!(
            thread::spawn(|| thread::current().name().map(str::len))
                .join()
                .unwrap(),
            None
        );
    });
}

#[test]
fn more_threads_than_the_checker_has_are_refused() {
    let body = |n: usize| {
        move || {
            let threads: Vec<_> = (0..n).map(|n| thread::spawn(move || n)).collect();
            let sum: usize = threads.into_iter().map(|t| t.join().unwrap()).sum();
            assert_eq!(sum, n * (n - 1) / 2);
        }
    };
    verified(body(31));
    fails(
        Misuse,
        &["more than 32 threads in one execution: check with fewer"],
        body(32),
    );
}

/// A handle on a thread that has ended can still be unparked.
#[test]
fn a_handle_outlives_its_thread() {
    verified(|| {
        let other = thread::spawn(thread::current);
        let handle = other.join().unwrap();
        handle.unpark();
        assert_eq!(handle.name(), None);
    });
}
