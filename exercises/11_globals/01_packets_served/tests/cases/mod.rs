//! What `Counter` and `PACKETS_SERVED` must do, in every execution.

use crate::subject::{Counter, PACKETS_SERVED};
use std as interleave;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what a failure means here.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "Two threads use the memory of a static at the same time, and one of them writes. A \
             promise that a type is `Sync` does not make it so: use an atomic, or a lock.",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits but `join` and your own code. Does a thread lock what it \
             has locked already?",
        )
}

#[test]
fn a_counter_counts_from_zero() {
    static COUNTER: Counter = Counter::new();
    // Twice: what a static holds must not be carried from one execution into the next.
    for _ in 0..2 {
        explorer().check(|| {
            assert_eq!(
                COUNTER.get(),
                0,
                "a counter that nobody has used in this execution. If it has counted before, the \
                 checker cannot see where it keeps its number. Use the types of `std::sync`"
            );
            assert_eq!(COUNTER.count(), 1, "the number of the first packet");
            assert_eq!(COUNTER.count(), 2, "the number of the second packet");
            assert_eq!(COUNTER.get(), 2, "`get` after two packets");
            assert_eq!(COUNTER.reset(), 2, "what `reset` returns after two packets");
            assert_eq!(COUNTER.get(), 0, "`get` after `reset`");
            assert_eq!(
                COUNTER.count(),
                1,
                "the number of the first packet after `reset`"
            );
        });
    }
}

#[test]
fn there_is_one_counter_for_all_threads() {
    explorer().check(|| {
        let other = thread::spawn(|| {
            PACKETS_SERVED.count();
        });
        other.join().expect("`count` panicked");
        assert_eq!(
            PACKETS_SERVED.get(),
            1,
            "another thread has counted a packet, and has ended. It was counted in another place \
             than the one where this thread looks. Does each use of the name, or each thread, have \
             a counter of its own?"
        );
    });
}

#[test]
fn another_counter_counts_for_itself() {
    static RECEIVED: Counter = Counter::new();
    static DROPPED: Counter = Counter::new();
    explorer().check(|| {
        RECEIVED.count();
        assert_eq!(
            (RECEIVED.get(), DROPPED.get(), PACKETS_SERVED.get()),
            (1, 0, 0),
            "three counters, one packet for the first of them. Each counter must keep its own number"
        );
    });
}

#[test]
fn packets_of_all_threads_count() {
    explorer().check(|| {
        let other = thread::spawn(|| {
            PACKETS_SERVED.count();
        });
        PACKETS_SERVED.count();
        other.join().expect("`count` panicked");
        assert_eq!(
            PACKETS_SERVED.get(),
            2,
            "an update was lost: two threads counted a packet each, and the counter does not say 2"
        );
    });
}

#[test]
fn no_two_packets_have_the_same_number() {
    explorer().check(|| {
        let other = thread::spawn(|| PACKETS_SERVED.count());
        let mine = PACKETS_SERVED.count();
        let mut numbers = [mine, other.join().expect("`count` panicked")];
        numbers.sort_unstable();
        assert_eq!(
            numbers,
            [1, 2],
            "two threads counted a packet each, and these are the numbers that they got: one must \
             be 1, and the other 2. Was the number read in the same step in which it was changed?"
        );
    });
}

#[test]
fn a_reset_loses_no_packet() {
    explorer().check(|| {
        let other = thread::spawn(|| {
            PACKETS_SERVED.count();
            PACKETS_SERVED.count();
        });
        let before = PACKETS_SERVED.reset();
        other.join().expect("`count` panicked");
        let after = PACKETS_SERVED.get();
        assert_eq!(
            before + after,
            2,
            "two packets were counted; `reset` returned {before}, and {after} were left: a packet \
             that came between reading and resetting was lost or counted twice"
        );
    });
}

#[test]
fn two_resets_share_the_packets() {
    explorer().check(|| {
        PACKETS_SERVED.count();
        let other = thread::spawn(|| PACKETS_SERVED.reset());
        let mine = PACKETS_SERVED.reset();
        let theirs = other.join().expect("`reset` panicked");
        assert_eq!(
            mine + theirs,
            1,
            "one packet was counted; one `reset` returned {mine}, the other {theirs}"
        );
    });
}
