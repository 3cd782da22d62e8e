//! What `Service` and `Reply` must do, in every execution.

use crate::subject::Service;
use std as interleave;
use std::sync::mpsc;
use std::sync::{Arc, Barrier};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "A client waits for an answer that nobody will send. Was it thrown away, taken by another \
         client, or did the service end before it came?",
    )
}

#[test]
fn a_question_is_answered() {
    explorer().check(|| {
        let service = Service::start(|number: u32| number * 10);
        assert_eq!(
            service.ask(1).wait(),
            Some(10),
            "the service multiplies by ten, and was asked about 1"
        );
        assert_eq!(service.ask(2).wait(), Some(20), "it was asked about 2 next");
    });
}

#[test]
fn each_client_gets_its_own_answer() {
    explorer().check(|| {
        let service = Service::start(|number: u32| number * 10);
        let other = {
            let service = service.clone();
            thread::spawn(move || service.ask(2).wait())
        };
        let mine = service.ask(1).wait();
        let theirs = other.join().ok().flatten();
        assert_eq!(
            (mine, theirs),
            (Some(10), Some(20)),
            "the service multiplies by ten. One client asked about 1, another one about 2: each \
             must get the answer to its own question (left: the answers they got)"
        );
    });
}

#[test]
fn replies_can_be_waited_for_in_any_order() {
    explorer().check(|| {
        let service = Service::start(|number: u32| number * 10);
        let (first, second) = (service.ask(1), service.ask(2));
        let second = second.wait();
        let first = first.wait();
        assert_eq!(
            (first, second),
            (Some(10), Some(20)),
            "one client asked about 1, then about 2, and waited for the second reply first: each \
             reply belongs to its question (left: the answers it got)"
        );
    });
}

#[test]
fn a_dropped_reply_disturbs_nobody() {
    explorer()
        .on(
            FailureKind::Deadlock,
            "In this test a client drops a reply without waiting for it, and asks again. Its second \
             answer does not come.",
        )
        .check(|| {
            let service = Service::start(|number: u32| number * 10);
            drop(service.ask(1));
            assert_eq!(
                service.ask(2).wait(),
                Some(20),
                "a client asked about 1, dropped the reply, and asked about 2. If there is no \
                 answer: has the service given up because nobody wanted the first one?"
            );
        });
}

#[test]
fn asking_does_not_wait_for_the_answer() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test the service answers only when `ask` has returned, and `ask` does not \
             return: it waits for the answer, or calls `answer` itself. `wait` is for waiting.",
        )
        .check(|| {
            let asked = Arc::new(Barrier::new(2));
            let gate = Arc::clone(&asked);
            let service = Service::start(move |number: u32| {
                gate.wait();
                number * 10
            });
            let reply = service.ask(1);
            asked.wait();
            assert_eq!(
                reply.wait(),
                Some(10),
                "the service multiplies by ten, and was asked about 1"
            );
        });
}

#[test]
fn one_new_thread_answers_all() {
    explorer().check(|| {
        let mut numbers = 1..;
        let service = Service::start(move |()| (numbers.next(), thread::current().id()));
        let other = service.clone();
        let mine = service.ask(()).wait().expect("the service answers");
        let (theirs, other) = thread::spawn(move || (other.ask(()).wait(), thread::current().id()))
            .join()
            .expect("a client that does not panic");
        let theirs = theirs.expect("the service answers");
        let caller = thread::current().id();
        assert!(
            ![caller, other].contains(&mine.1) && ![caller, other].contains(&theirs.1),
            "`answer` was called on a client's thread: the service has a new one"
        );
        assert_eq!(
            mine.1, theirs.1,
            "two questions were answered on two threads: one thread answers all"
        );
        assert_eq!(
            [mine.0, theirs.0],
            [Some(1), Some(2)],
            "the service counts its questions, and was asked twice (left: the answers)"
        );
    });
}

#[test]
fn a_client_is_answered_in_the_order_in_which_it_asks() {
    explorer().check(|| {
        let mut numbers = 1..;
        let service = Service::start(move |()| numbers.next());
        let (first, second) = (service.ask(()), service.ask(()));
        let answers = [first.wait().flatten(), second.wait().flatten()];
        assert_eq!(
            answers,
            [Some(1), Some(2)],
            "the service numbers the questions as it answers them, and one client asked twice: its \
             first question must be answered first, also when the second one is there already (left: \
             the numbers of its first and its second question)"
        );
    });
}

#[test]
fn the_service_ends_with_its_last_client() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test all clients are dropped, and the service should end and drop `answer`. It \
             does not: its thread waits for one more question. Who still owns a sender of them?",
        )
        .check(|| {
            let (alive, ended) = mpsc::channel::<()>();
            let service = Service::start(move |number: u32| {
                let _ = &alive;
                number
            });
            let other = service.clone();
            drop(service);
            assert_eq!(
                other.ask(7).wait(),
                Some(7),
                "one of two clients was dropped: the other one can still ask"
            );
            drop(other);
            // An `Err`, when `answer` is dropped.
            let _ = ended.recv();
        });
}

#[test]
fn a_question_that_was_asked_is_answered() {
    explorer().check(|| {
        let service = Service::start(|number: u32| number * 10);
        let reply = service.ask(1);
        drop(service);
        assert_eq!(
            reply.wait(),
            Some(10),
            "a client asked about 1, and was dropped before it waited for the reply: the service \
             goes on while there is a question that has not been answered"
        );
    });
}

#[test]
fn a_panic_leaves_nobody_waiting() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test `answer` panics. No answer will come, and somebody waits for one: a \
             receiver waits as long as there is a sender, so who still owns a sender of the reply?",
        )
        .check(|| {
            let service = Service::start(|number: u32| {
                assert_ne!(number, 1, "this is too much for the service");
                number * 10
            });
            let (first, second) = (service.ask(1), service.ask(2));
            let answers = [first.wait(), second.wait(), service.ask(3).wait()];
            assert_eq!(
                answers,
                [None, None, None],
                "`answer` panicked at the first question, and the service is over: this one, the one that \
                 was waiting, and one that was asked later must get `None`"
            );
        });
}
