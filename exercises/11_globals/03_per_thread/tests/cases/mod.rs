//! What `hit`, `own_hits` and `total_hits` must do, in every execution.

use crate::subject::{hit, own_hits, total_hits};
use std as interleave;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what a failure means here.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "Two threads use the same memory at the same time, and one of them writes. Is it a \
             `static` that was meant to be a thread-local?",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits but `join` and your own code. Does a thread lock what it \
             has locked already?",
        )
        .on(
            FailureKind::Misuse,
            "If a destructor has panicked: it called `hit`, and the thread-local that `hit` uses \
             had been dropped before.",
        )
}

#[test]
fn each_thread_counts_its_own() {
    // Twice: what a static holds must not be carried from one execution into the next.
    for _ in 0..2 {
        explorer().check(|| {
            assert_eq!(
                (own_hits(), total_hits()),
                (0, 0),
                "`own_hits` and `total_hits`, when nobody has hit in this execution. If there are some, \
                 they are kept from an earlier one, where the checker does not see them"
            );
            hit();
            hit();
            let other = thread::spawn(|| {
                let before = own_hits();
                hit();
                (before, own_hits())
            });
            let theirs = other.join().expect("`hit` or `own_hits` panicked");
            assert_eq!(
                theirs,
                (0, 1),
                "`own_hits` on a new thread, before its first hit and after it, when another \
                 thread has hit twice: each thread must have a number of its own"
            );
            assert_eq!(
                own_hits(),
                2,
                "`own_hits` of a thread that has hit twice, when another one has hit once"
            );
        });
    }
}

#[test]
fn the_total_has_the_hits_of_a_joined_thread() {
    explorer().check(|| {
        let other = thread::spawn(|| {
            hit();
            hit();
        });
        other.join().expect("`hit` panicked");
        assert_eq!(
            total_hits(),
            2,
            "another thread has hit twice, and has ended. Its thread-locals were dropped: what \
             became of its hits?"
        );
    });
}

#[test]
fn the_total_has_the_hits_of_its_own_thread() {
    explorer().check(|| {
        hit();
        assert_eq!(
            total_hits(),
            1,
            "this thread has hit once, and is still running: its hits are in the total, too"
        );
        hit();
        assert_eq!(
            (total_hits(), total_hits()),
            (2, 2),
            "this thread has hit twice, and asks for the total again: each hit must be in it once"
        );
    });
}

#[test]
fn threads_may_end_at_the_same_time() {
    explorer().check(|| {
        let others = [(); 2].map(|()| thread::spawn(hit));
        hit();
        for other in others {
            other.join().expect("`hit` panicked");
        }
        assert_eq!(
            total_hits(),
            3,
            "hits were lost, or counted twice: three threads have hit once each, and two of them ended \
             at the same time"
        );
    });
}

#[test]
fn no_hit_is_in_the_total_twice() {
    explorer().check(|| {
        let other = thread::spawn(|| {
            hit();
            hit();
        });
        let meanwhile = total_hits();
        assert!(
            meanwhile <= 2,
            "another thread hits twice; the total, meanwhile, was {meanwhile}: something was counted \
             twice, or was not a number of hits at all"
        );
        other.join().expect("`hit` panicked");
        assert_eq!(total_hits(), 2, "the total, when the other thread has ended");
    });
}

/// Hits when it is dropped.
struct HitsLast;

impl Drop for HitsLast {
    fn drop(&mut self) {
        hit();
    }
}

thread_local! {
    static LAST: HitsLast = const { HitsLast };
}

#[test]
fn hits_in_destructors_count() {
    for last_comes_first in [true, false] {
        explorer().check(move || {
            let other = thread::spawn(move || {
                // The one that is made first is dropped last, most of the time.
                if last_comes_first {
                    LAST.with(|_| {});
                }
                hit();
                if !last_comes_first {
                    LAST.with(|_| {});
                }
            });
            other.join().expect("`hit` panicked");
            assert_eq!(
                total_hits(),
                2,
                "a thread has hit once, and the destructor of a thread-local has hit on the same \
                 thread, when the thread ended. Your own thread-local may have been dropped by then"
            );
        });
    }
}

/// Two threads hit so many times each. Returns how many executions that has.
fn executions_when_each_hits(times: u32) -> u64 {
    let report = explorer().explore(move || {
        let others = [(); 2].map(|()| {
            thread::spawn(move || {
                for _ in 0..times {
                    hit();
                }
            })
        });
        for other in others {
            other.join().expect("`hit` panicked");
        }
    });
    if let Some(failure) = report.failure() {
        panic!("{failure}");
    }
    report.executions()
}

#[test]
fn who_hits_disturbs_nobody() {
    let (once, three_times) = (executions_when_each_hits(1), executions_when_each_hits(3));
    // What a thread does in memory of its own cannot be told apart by anybody else: more of it adds no execution.
    assert_eq!(
        three_times, once,
        "two threads hit at the same time, and it makes a difference in which order they do so \
         (executions when each hits three times, and when each hits once). Does every `hit` use \
         something that all threads share?"
    );
}
