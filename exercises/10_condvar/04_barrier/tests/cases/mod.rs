//! What a barrier must do, in every execution.

use crate::subject::Barrier;
use std as interleave;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use interleave::{Explorer, FailureKind};

/// Far more than a program that waits asleep can need. One that looks again and again has no end of
/// executions, and is to be told so soon.
fn bounded() -> Explorer {
    Explorer::new().max_steps(150)
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    bounded().on(
        FailureKind::Deadlock,
        "A thread waits at the barrier although its round has ended, or should have. Can it see, \
         when it wakes up late, that *its* round is over, even if the next one has begun? Are \
         all who wait woken? Does a member that leaves end the round if it was the last one \
         missing?",
    )
}

/// What the thread returned; its panic goes on here.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread
        .join()
        .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
}

/// How many of these lead.
fn leaders(leads: &[bool]) -> usize {
    leads.iter().filter(|leads| **leads).count()
}

/// Two members meet `rounds` times. What they did before a round is seen by the other after it.
fn two_meet(rounds: usize) {
    let barrier = Arc::new(Barrier::new(2));
    // How many rounds each of them has come to.
    let come_to = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let meet = move |me: usize| {
        (1..=rounds)
            .map(|round| {
                // ORDERING: the barrier itself orders these; they need not do so.
                come_to[me].store(round, Ordering::Relaxed);
                let leads = barrier.wait();
                let other = come_to[1 - me].load(Ordering::Relaxed);
                assert!(
                    other >= round,
                    "a thread has left the barrier in round {round}, and the other one has not \
                     yet come: it was woken for no reason, or took the end of an earlier round for \
                     the end of this one"
                );
                leads
            })
            .collect::<Vec<bool>>()
    };
    let thread = {
        let meet = meet.clone();
        thread::spawn(move || meet(1))
    };
    let mine = meet(0);
    let others = joined(thread);
    for (round, leads) in mine.into_iter().zip(others).enumerate() {
        assert_eq!(
            leaders(&[leads.0, leads.1]),
            1,
            "how many led in round {}: there must be exactly one",
            round + 1
        );
    }
}

#[test]
fn a_member_alone_waits_for_nobody() {
    explorer().check(|| {
        let barrier = Barrier::new(1);
        assert!(barrier.wait(), "who is alone leads");
        assert!(
            barrier.wait(),
            "who is alone leads in the second round, too"
        );
    });
}

#[test]
fn nobody_leaves_before_all_have_come() {
    explorer().check(|| two_meet(1));
}

#[test]
fn there_is_a_second_round() {
    explorer().check(|| two_meet(2));
}

#[test]
fn three_meet_and_one_of_them_leads() {
    explorer().check(|| {
        let barrier = Arc::new(Barrier::new(3));
        let threads = [0, 1].map(|_| {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.wait())
        });
        let mine = barrier.wait();
        let [first, second] = threads.map(joined);
        assert_eq!(
            leaders(&[mine, first, second]),
            1,
            "three met: how many of them led"
        );
    });
}

#[test]
fn nobody_waits_for_a_member_that_has_left() {
    explorer().check(|| {
        let barrier = Arc::new(Barrier::new(2));
        let thread = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.leave())
        };
        assert!(
            barrier.wait(),
            "of two members one has left: the other one is the only one that waits in this round, \
             and must lead"
        );
        joined(thread);
        assert!(
            barrier.wait(),
            "who is alone leads in the second round, too"
        );
    });
}

#[test]
fn a_member_may_leave_after_a_round() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "Two members meet, and then one of them leaves, while the other one may be on its way out \
             of the first round. Is there a count that is to reach the number of members, and \
             does that number change meanwhile? Is the second round ended by the one that is left?",
        )
        .check(|| {
            let barrier = Arc::new(Barrier::new(2));
            let thread = {
                let barrier = Arc::clone(&barrier);
                thread::spawn(move || {
                    let leads = barrier.wait();
                    barrier.leave();
                    leads
                })
            };
            let mine = barrier.wait();
            let alone = barrier.wait();
            assert_eq!(
                (leaders(&[mine, joined(thread)]), alone),
                (1, true),
                "two members met, one of them left, and the other one was alone in the second round: \
                 how many of them led in the first one, and whether the one that was alone led"
            );
        });
}

#[test]
fn a_round_that_ends_by_leaving_has_one_leader() {
    explorer().check(|| {
        let barrier = Arc::new(Barrier::new(3));
        let thread = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.wait())
        };
        let leaver = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.leave())
        };
        let mine = barrier.wait();
        joined(leaver);
        let led = leaders(&[mine, joined(thread)]);
        assert_eq!(
            led, 1,
            "of three members one has left, and the other two have met: how many of them led. \
             The round may have been ended by the one that left"
        );
    });
}

#[test]
fn who_waits_is_asleep() {
    // The other member never comes. A thread that sleeps can then never go on, which is a
    // deadlock. One that keeps looking does go on, in circles.
    let report = bounded().explore(|| {
        Barrier::new(2).wait();
    });
    let kind = report.failure().map(|failure| failure.kind());
    assert_eq!(
        kind,
        Some(FailureKind::Deadlock),
        "the other member never comes, so `wait` must wait, asleep (a deadlock here). It did not \
         sleep: a thread that looks again and again, or that lets itself be woken by a time-out to \
         look, uses a processor for nothing"
    );
}
