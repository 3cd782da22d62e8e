//! What `Logger` and `Client` must do, in every execution.

use crate::subject::Logger;
use std as interleave;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "The logging thread waits for a line, and `shutdown` waits for the logging thread. A receiver \
         waits as long as there is a sender: who still owns one? `shutdown` does not wait for \
         clients to go.",
    )
}

/// A logger, and the place where it writes.
fn logger() -> (Logger, Arc<Mutex<Vec<String>>>) {
    let written = Arc::new(Mutex::new(Vec::new()));
    let place = Arc::clone(&written);
    let logger = Logger::start(move |line| place.lock().unwrap().push(line));
    (logger, written)
}

#[test]
fn every_line_is_written_in_order() {
    explorer().check(|| {
        let (logger, written) = logger();
        let client = logger.client();
        assert_eq!(
            client.log("one".into()),
            Ok(()),
            "logging before `shutdown`"
        );
        assert_eq!(
            client.log("two".into()),
            Ok(()),
            "logging before `shutdown`"
        );
        drop(client);
        let count = logger.shutdown();
        assert_eq!(
            *written.lock().unwrap(),
            ["one", "two"],
            "a client logged \"one\" and \"two\", and both were accepted: they must have been \
             written when `shutdown` returns (left: what was written)"
        );
        assert_eq!(
            count, 2,
            "two lines were written, and `shutdown` must say so"
        );
    });
}

#[test]
fn nothing_logged_is_no_reason_to_wait() {
    explorer().check(|| {
        let (logger, written) = logger();
        assert_eq!(logger.shutdown(), 0, "nothing was logged");
        assert!(written.lock().unwrap().is_empty(), "nothing was logged");
    });
}

#[test]
fn what_is_accepted_is_written() {
    explorer().check(|| {
        let (logger, written) = logger();
        let client = logger.client();
        let logging = thread::spawn(move || client.log("late news".into()));
        let count = logger.shutdown();
        let seen = written.lock().unwrap().len();
        let answer = logging.join().expect("`log` does not panic");
        let line = String::from("late news");
        match answer {
            Ok(()) => assert_eq!(
                (seen, count),
                (1, 1),
                "a line was logged while `shutdown` was called, and `log` returned `Ok`: the line \
                 was accepted, and it was lost (left: the lines written when `shutdown` returned, \
                 and the count)"
            ),
            Err(back) => {
                assert_eq!(back, line, "a line that is not accepted is given back");
                assert_eq!(
                    (seen, count),
                    (0, 0),
                    "`log` gave the line back, and it was written all the same (left: the lines \
                     written, and the count)"
                );
            }
        }
    });
}

#[test]
fn two_clients_lose_nothing() {
    explorer().check(|| {
        let (logger, written) = logger();
        let (mine, other) = (logger.client(), logger.client());
        let logging = thread::spawn(move || other.log("theirs".into()));
        let accepted = usize::from(mine.log("mine".into()).is_ok());
        assert_eq!(accepted, 1, "a line logged before `shutdown` is accepted");
        let count = logger.shutdown();
        let seen = written.lock().unwrap().len();
        let accepted = accepted + usize::from(logging.join().is_ok_and(|answer| answer.is_ok()));
        assert_eq!(
            (seen, count),
            (accepted, accepted),
            "two clients logged a line each, one of them perhaps too late. `log` returned `Ok` to \
             {accepted} of them, and so many lines must have been written when `shutdown` returned \
             (left: the lines written, and the count)"
        );
    });
}

#[test]
fn shutdown_does_not_wait_for_clients() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a client lives on after `shutdown`, and `shutdown` does not return: it \
             waits until all clients have gone. Does each client own a sender?",
        )
        .check(|| {
            let (logger, written) = logger();
            let client = logger.client();
            let another = client.clone();
            assert_eq!(
                client.log("one".into()),
                Ok(()),
                "logging before `shutdown`"
            );
            assert_eq!(
                logger.shutdown(),
                1,
                "one line was logged before `shutdown`"
            );
            for client in [client, another] {
                assert_eq!(
                    client.log("too late".into()),
                    Err("too late".into()),
                    "logging after `shutdown`: the line is given back"
                );
            }
            assert_eq!(
                *written.lock().unwrap(),
                ["one"],
                "what was written after `shutdown` (left) is more than what was accepted"
            );
        });
}

#[test]
fn a_client_that_panics_loses_nothing() {
    explorer().check(|| {
        let (logger, written) = logger();
        let client = logger.client();
        let panicking = thread::spawn(move || {
            let accepted = client.log("the last words".into());
            assert!(accepted.is_err(), "a client panics, as it is meant to");
        });
        assert!(
            panicking.join().is_err(),
            "logging before `shutdown` is accepted"
        );
        let other = logger.client();
        assert_eq!(
            other.log("life goes on".into()),
            Ok(()),
            "one client has panicked, and another one logs before `shutdown`"
        );
        let count = logger.shutdown();
        assert_eq!(
            (written.lock().unwrap().as_slice(), count),
            (
                ["the last words".to_string(), "life goes on".to_string()].as_slice(),
                2
            ),
            "a client logged a line and panicked, then another one logged a line: both must be \
             written (left: what was written, and the count)"
        );
    });
}

#[test]
fn logging_does_not_wait_for_the_writing() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test the first line is written only when the second one has been logged. `log` \
             waits for the writing, or does it itself.",
        )
        .check(|| {
            let both_logged = Arc::new(Barrier::new(2));
            let gate = Arc::clone(&both_logged);
            let logger = Logger::start(move |line| {
                if line == "one" {
                    gate.wait();
                }
            });
            let client = logger.client();
            let _ = client.log("one".into());
            let _ = client.log("two".into());
            both_logged.wait();
            assert_eq!(logger.shutdown(), 2, "two lines were logged");
        });
}

/// What `recv` says of a channel: whether all senders are gone.
fn is_closed(receiver: &Receiver<()>) -> bool {
    receiver.try_recv() == Err(mpsc::TryRecvError::Disconnected)
}

#[test]
fn one_new_thread_writes_and_has_ended() {
    explorer().check(|| {
        let (alive, ended) = mpsc::channel::<()>();
        let writers = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&writers);
        let logger = Logger::start(move |_| {
            let _ = &alive;
            seen.lock().unwrap().push(thread::current().id());
        });
        let client = logger.client();
        let _ = client.log("one".into());
        let _ = client.log("two".into());
        logger.shutdown();
        assert!(
            is_closed(&ended),
            "`shutdown` has returned, and `write` has not been dropped: the logging thread has \
             not ended"
        );
        let writers = writers.lock().unwrap();
        assert!(
            !writers.contains(&thread::current().id()),
            "`write` was called on the thread of a client: the logger has a new one"
        );
        assert!(
            writers.windows(2).all(|pair| pair[0] == pair[1]),
            "two lines were written on two threads: one thread writes all"
        );
    });
}
