//! What `SeqLock` must do, in every execution.

use crate::subject::SeqLock;
use std as interleave;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when something is in the way.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "A reader copies the words while a writer changes them. Throwing the copy away \
             afterwards does not help: with plain memory, the reading itself is undefined \
             behaviour. Let the words be atomics; `Relaxed` will do for them.",
        )
        .on(
            FailureKind::Livelock,
            "A thread tries again and again, and no update is under way that could end it. Is the \
             sequence number even when an update has ended?",
        )
}

/// One attempt to read, while words that are equal are replaced by others that are equal.
fn read_whole(lock: &SeqLock) {
    if let Some(words) = lock.try_read() {
        whole(words);
    }
}

fn whole([first, second]: [u64; 2]) {
    assert_eq!(
        first, second,
        "a torn read: the two words are always changed together to the same number, and the reader \
         got the first word of one update with the second word of another"
    );
}

#[test]
fn words_are_read_and_updated() {
    explorer().check(|| {
        let lock = SeqLock::new([1, 2]);
        assert_eq!(lock.read(), [1, 2], "the words of a new lock");
        lock.update(|words| {
            assert_eq!(words, [1, 2], "what `change` is given");
            [3, 4]
        });
        assert_eq!(
            lock.try_read(),
            Some([3, 4]),
            "no update is under way, so `try_read` must return the words as the last one has left \
             them"
        );
        lock.update(|[first, second]| [first + 1, second + 1]);
        assert_eq!(lock.read(), [4, 5], "the words after a second update");
    });
}

#[test]
fn a_reader_sees_no_half_update() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| lock.update(|_| [1, 1]));
            read_whole(&lock);
        });
    });
}

#[test]
fn a_reader_sees_no_mixture_of_updates() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| {
                lock.update(|_| [1, 1]);
                lock.update(|_| [2, 2]);
            });
            read_whole(&lock);
        });
    });
}

#[test]
fn read_tries_again_until_the_words_are_whole() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| lock.update(|_| [1, 1]));
            whole(lock.read());
        });
    });
}

#[test]
fn what_was_updated_before_is_read() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| lock.update(|_| [1, 1]));
        });
        assert_eq!(
            lock.try_read(),
            Some([1, 1]),
            "the update has returned, and nobody else is there: `try_read` must return what it has \
             left"
        );
    });
}

#[test]
fn no_update_is_lost() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        let add = || lock.update(|[first, second]| [first + 1, second + 1]);
        thread::scope(|scope| {
            scope.spawn(add);
            add();
        });
        assert_eq!(
            lock.try_read(),
            Some([2, 2]),
            "two threads have each added one to both words: an update was lost, or the lock was \
             left as if one was still under way. Two writers were at work at the same time, or the \
             second one did not see what the first had left"
        );
    });
}

#[test]
fn a_reader_sees_no_mixture_of_two_writers() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| lock.update(|_| [1, 1]));
            scope.spawn(|| lock.update(|_| [2, 2]));
            read_whole(&lock);
        });
    });
}

#[test]
fn who_reads_an_update_sees_what_was_done_before_it() {
    explorer().check(|| {
        let lock = SeqLock::new([0, 0]);
        let pages = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                // ORDERING: Relaxed, here and below: it is `update` that has to make the pages visible.
                pages.store(3, Ordering::Relaxed);
                lock.update(|_| [1, 1]);
            });
            if lock.try_read() == Some([1, 1]) {
                assert_eq!(
                    pages.load(Ordering::Relaxed),
                    3,
                    "a writer stored 3 in another atomic before it called `update`, and a thread that \
                     has read the words of that update does not see it: there is no happens-before \
                     from `update` to the `try_read` that sees its words"
                );
            }
        });
    });
}

#[test]
fn a_reader_waits_for_nobody() {
    let words = "In this test `try_read` is called while a writer is in the middle of `change`, and \
                 stays there until `try_read` has returned. It never returns: the reader waits for \
                 the writer.";
    Explorer::new()
        .on(FailureKind::Deadlock, words)
        .on(FailureKind::Livelock, words)
        .check(|| {
            let lock = Arc::new(SeqLock::new([0, 0]));
            let [begun, done] = [(); 2].map(|()| Arc::new(Barrier::new(2)));
            let writer = {
                let (lock, begun, done) =
                    (Arc::clone(&lock), Arc::clone(&begun), Arc::clone(&done));
                thread::spawn(move || {
                    lock.update(|_| {
                        begun.wait();
                        done.wait();
                        [1, 1]
                    });
                })
            };
            begun.wait();
            let seen = lock.try_read();
            done.wait();
            assert!(
                matches!(seen, None | Some([0, 0])),
                "`change` had not returned yet, and the reader got {seen:?}"
            );
            assert!(
                writer.join().is_ok(),
                "`update` panicked, and `change` did not"
            );
        });
}

/// What a reader may do besides: let time pass before it tries again. (`spins` is what the checker says of a
/// loop that has only looked, and waits for something new.)
const PAUSES: [&str; 4] = ["spin_loop", "yield_now", "sleep", "spins"];

/// Fails if the reader, a thread of this number, does anything but look at memory in any of so many
/// executions. Says how many steps it did.
fn only_looks(
    reader: usize,
    executions: usize,
    when: &str,
    program: impl Fn() + Send + Sync + 'static,
) -> usize {
    let recorded = Explorer::new().record(executions, program);
    let verdict = format!("{:?}", recorded.report.verdict);
    assert!(
        !verdict.starts_with("Bounded"),
        "whether a reader only looks{when} is not known, for not all executions were explored: \
         {verdict}. Does a loop go on for ever, or count its rounds?"
    );
    let steps = (recorded.executions.iter())
        .flat_map(|one| &one.steps)
        .filter(|step| step.thread == reader);
    let mut count = 0;
    for step in steps {
        let looks = step.action.starts_with("load") || step.action.starts_with("fence");
        assert!(
            looks || PAUSES.iter().any(|pause| step.action.starts_with(pause)),
            "a reader did more than look{when}: `{}` in line {}. A lock, a store and a \
             read-modify-write are all writes, and readers that write keep each other and the \
             writer waiting for that memory",
            step.action,
            step.source.line
        );
        count += 1;
    }
    count
}

#[test]
fn a_reader_writes_nothing() {
    let steps = only_looks(0, 1, "", || {
        let lock = SeqLock::new([1, 2]);
        let _ = (lock.try_read(), lock.read());
    });
    assert!(
        steps > 0,
        "`try_read` and `read` have looked at nothing that threads can share"
    );
}

#[test]
fn nor_does_it_when_a_writer_is_in_the_way() {
    // Thread 1 writes, and thread 2 reads.
    only_looks(2, usize::MAX, " while `change` was being called", || {
        let lock = SeqLock::new([0, 0]);
        let [begun, done] = [(); 2].map(|()| Barrier::new(2));
        thread::scope(|scope| {
            scope.spawn(|| {
                lock.update(|_| {
                    begun.wait();
                    done.wait();
                    [1, 1]
                });
            });
            begun.wait();
            let _ = scope.spawn(|| lock.try_read()).join();
            done.wait();
        });
    });
    only_looks(2, usize::MAX, " while an update was in its way", || {
        let lock = SeqLock::new([0, 0]);
        thread::scope(|scope| {
            scope.spawn(|| lock.update(|_| [1, 1]));
            scope.spawn(|| lock.read());
        });
    });
}
