//! What a hand-over must do, in every execution.

use crate::subject::{TimedOut, one_shot};
use std as interleave;
use std::thread;
use std::time::{Duration, Instant};

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
        "The receiver waits, and nothing will wake it. A notification wakes those who are waiting \
         already, and leaves no trace: does the receiver look before it waits? Is everything that \
         it waits for changed under the lock, and announced?",
    )
}

#[test]
fn a_value_that_was_sent_before_is_received() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot();
        sender.send(7);
        assert_eq!(
            receiver.recv(),
            Some(7),
            "7 was sent, and then the sender was gone: what was sent stays sent"
        );
    });
}

#[test]
fn the_receiver_waits_for_the_value() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot();
        let thread = thread::spawn(move || sender.send(7));
        let received = receiver.recv();
        assert_eq!(
            received,
            Some(7),
            "7 is sent, and `recv` returned without it: a thread that wakes up must look whether \
             what it waits for has come, because it can be woken for no reason"
        );
        thread.join().unwrap();
    });
}

#[test]
fn the_receiver_may_move_to_another_thread() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "The receiver was made on one thread, and waits on another. That one is to be woken: \
             whom to wake is known when somebody waits, and not before.",
        )
        .check(|| {
            let (sender, mut receiver) = one_shot();
            let early = receiver.recv_timeout(Duration::from_millis(1));
            let thread = thread::spawn(move || receiver.recv());
            sender.send(7);
            assert_eq!(
                (early, thread.join().unwrap()),
                (Err(TimedOut), Some(7)),
                "one thread waited in `recv_timeout`, before 7 was sent, and then another one in \
                 `recv`"
            );
        });
}

#[test]
fn there_is_one_value_and_no_more() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot();
        sender.send(7);
        receiver.recv();
        assert_eq!(
            receiver.recv(),
            None,
            "the value was received before, and the sender is gone"
        );
    });
}

#[test]
fn a_sender_that_goes_away_is_noticed() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        let thread = thread::spawn(move || drop(sender));
        assert_eq!(receiver.recv(), None, "nothing was sent");
        thread.join().unwrap();
    });
}

#[test]
fn a_sender_whose_thread_panics_is_noticed() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        let thread = thread::spawn(move || {
            let _sender = sender;
            panic!("this thread panics before it sends anything (the test wants it to)");
        });
        assert_eq!(receiver.recv(), None, "nothing was sent");
        assert!(thread.join().is_err());
    });
}

#[test]
fn a_value_that_is_there_needs_no_patience() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot();
        sender.send(7);
        assert_eq!(
            receiver.recv_timeout(Duration::from_millis(1)),
            Ok(Some(7)),
            "7 was sent before `recv_timeout` was called. That the time is over does not mean \
             that there is no value: look"
        );
    });
}

#[test]
fn patience_ends() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        assert_eq!(
            receiver.recv_timeout(Duration::from_millis(1)),
            Err(TimedOut),
            "the sender is there and sends nothing: only the time can end this wait. A wake-up \
             for no reason means neither that there is a value nor that the sender is gone"
        );
        drop(sender);
    });
}

#[test]
fn nobody_gives_up_before_the_patience_is_over() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        let patience = Duration::from_millis(20);
        // Virtual time: a wait that times out moves this thread's clock on by as much.
        let start = Instant::now();
        let received = receiver.recv_timeout(patience);
        assert!(
            start.elapsed() >= patience,
            "the sender is there and sends nothing, and `recv_timeout` returned {received:?} before \
             its patience was over. Does it wait? And does it go on waiting when it was woken for no \
             reason?"
        );
        drop(sender);
    });
}

#[test]
fn a_value_is_never_lost_in_a_time_out() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot();
        let thread = thread::spawn(move || sender.send(7));
        match receiver.recv_timeout(Duration::from_millis(1)) {
            Err(TimedOut) => assert_eq!(
                receiver.recv(),
                Some(7),
                "`recv_timeout` timed out while 7 was on its way, and `recv` did not get it: the \
                 value was lost"
            ),
            received => assert_eq!(
                received,
                Ok(Some(7)),
                "7 is sent: `recv_timeout` may time out or return 7. That the time is not over \
                 does not mean that there is a value: look"
            ),
        }
        thread.join().unwrap();
    });
}

#[test]
fn a_sender_that_goes_away_is_noticed_with_a_time_out_too() {
    explorer().check(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        let thread = thread::spawn(move || drop(sender));
        let received = receiver.recv_timeout(Duration::from_millis(1));
        assert!(
            matches!(received, Ok(None) | Err(TimedOut)),
            "nothing was sent, and `recv_timeout` returned {received:?}"
        );
        thread.join().unwrap();
        assert_eq!(
            receiver.recv_timeout(Duration::from_millis(1)),
            Ok(None),
            "the sender was gone before this call"
        );
    });
}

#[test]
fn a_receiver_that_waits_is_asleep() {
    // Nothing is ever sent. A thread that sleeps can then never go on, which is a deadlock. One
    // that keeps looking does go on, in circles.
    let report = bounded().explore(|| {
        let (sender, mut receiver) = one_shot::<u32>();
        receiver.recv();
        drop(sender);
    });
    let kind = report.failure().map(|failure| failure.kind());
    assert_eq!(
        kind,
        Some(FailureKind::Deadlock),
        "nothing is sent and the sender is still there, so `recv` must wait, asleep (a deadlock \
         here). It did not sleep: a thread that looks again and again, or that lets itself be \
         woken by a time-out to look, uses a processor for nothing"
    );
}
