//! What the protocol and its two sides must be.
//!
//! The cases compile with whatever types the learner has written: an end of a channel is handed
//! over through `Any`, and if its type is not the protocol of the statement, the case says so.

use std::any::TypeId;
use std::mem;
use std::sync::LazyLock;
use std::thread;

use native_checks::process::in_its_own_process;
use native_checks::programs::Verdicts;
use native_checks::sessions::{hand_over, hear, name, same_protocol};
use session_types::{Eps, HasDual, Recv, Send, session_channel};

use crate::subject::{self, Client, Server};

/// The protocol of the statement, from either side.
type Asks = Send<u32, Recv<u64, Eps>>;
type Answers = Recv<u32, Send<u64, Eps>>;

const NUMBERS: [u32; 3] = [17, 0, u32::MAX];

/// What the servers of this check answer: something that nobody guesses.
fn answer(number: u32) -> u64 {
    u64::from(number) * 1_000_003 + 11
}

#[test]
fn the_client_sends_a_u32_and_then_receives_a_u64() {
    assert!(
        TypeId::of::<Client>() == TypeId::of::<Asks>(),
        "`Client` is `{}`, and the protocol of the task is `{}`",
        name::<Client>(),
        name::<Asks>()
    );
}

#[test]
fn the_server_is_the_dual_of_the_client() {
    type Dual = <Client as HasDual>::Dual;
    assert!(
        TypeId::of::<Server>() == TypeId::of::<Dual>()
            && TypeId::of::<Server>() == TypeId::of::<Answers>(),
        "`Server` is `{}`. The dual of your `Client` is `{}`, and the protocol of the task is \
         `{}`",
        name::<Server>(),
        name::<Dual>(),
        name::<Answers>()
    );
}

#[test]
fn the_server_answers_what_it_was_asked() {
    in_its_own_process(
        concat!(module_path!(), "::the_server_answers_what_it_was_asked"),
        server_alone,
    );
}

#[test]
fn the_client_asks_and_listens() {
    in_its_own_process(
        concat!(module_path!(), "::the_client_asks_and_listens"),
        client_alone,
    );
}

#[test]
fn client_and_server_understand_each_other() {
    in_its_own_process(
        concat!(module_path!(), "::client_and_server_understand_each_other"),
        || {
            // If one side does not keep to the protocol, the other may wait for ever. So each is
            // tried alone first.
            server_alone();
            client_alone();
            for number in NUMBERS {
                let (asking, answering) = session_channel::<Asks>();
                let asking = hand_over::<_, Client>(asking);
                let answering = hand_over::<_, Server>(answering);
                let server = thread::spawn(move || subject::server(answering, answer));
                assert_eq!(
                    subject::client(asking, number),
                    answer(number),
                    "the answer to {number}"
                );
                server.join().expect("`server` does not panic");
            }
        },
    );
}

/// The question is in the channel before the server begins, so it never waits.
fn server_alone() {
    same_protocol::<Client, Server, Asks>("Client", "Server");
    for number in NUMBERS {
        let (asking, answering) = session_channel::<Asks>();
        let answering = hand_over::<_, Server>(answering);
        let asking = asking.send(number);

        let mut asked = Vec::new();
        let server = thread::scope(|scope| {
            let asked = &mut asked;
            let server = scope.spawn(move || {
                subject::server(answering, |number| {
                    asked.push(number);
                    answer(number)
                });
            });
            server.join()
        });
        let received = match asking.try_recv() {
            Ok((asking, received)) => {
                asking.close();
                Some(received)
            }
            Err(asking) => {
                mem::forget(asking);
                None
            }
        };
        assert!(
            server.is_ok(),
            "`server` panicked; was the channel dropped where it should be closed?"
        );
        assert_eq!(
            asked,
            [number],
            "the numbers with which `server` called `answer`; it was sent {number}"
        );
        assert_eq!(
            received,
            Some(answer(number)),
            "the answer that `server` sent to {number}"
        );
    }
}

/// The check plays the server.
fn client_alone() {
    same_protocol::<Client, Server, Asks>("Client", "Server");
    for number in NUMBERS {
        let (asking, answering) = session_channel::<Asks>();
        let asking = hand_over::<_, Client>(asking);
        let client = thread::spawn(move || subject::client(asking, number));

        let Some((answering, question)) = hear(answering, &|| client.is_finished()) else {
            panic!("`client` has ended and has sent nothing");
        };
        // Should the client be gone by now, its own panic has told why, and this one ends the
        // process.
        answering.send(answer(number)).close();
        let returned = client.join();
        assert_eq!(question, number, "`client` was to send {number}");
        assert!(
            returned.is_ok(),
            "`client` panicked; was the channel dropped where it should be closed?"
        );
        assert_eq!(
            returned.ok(),
            Some(answer(number)),
            "`client` returns what it received, and nothing else"
        );
    }
}

/// Programs that use the learner's types, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &["session_types = \"0.3.1\""],
        native_checks::programs![
            "keeps_to_the_protocol",
            "server_speaks_first",
            "client_listens_first",
            "question_of_the_wrong_type",
            "asks_twice",
            "closes_before_the_answer",
            "forgets_the_channel",
            "two_clients",
        ],
    )
});

#[test]
fn a_program_that_keeps_to_the_protocol_compiles() {
    PROGRAMS.must_accept(
        "keeps_to_the_protocol",
        "it asks and answers as the task says",
    );
}

#[test]
fn a_server_that_speaks_first_does_not_compile() {
    PROGRAMS.must_reject(
        "server_speaks_first",
        "E0599",
        "a channel on which the server has to receive has no `send`",
    );
}

#[test]
fn a_client_that_listens_first_does_not_compile() {
    PROGRAMS.must_reject(
        "client_listens_first",
        "E0599",
        "a channel on which the client has to send has no `recv`",
    );
}

#[test]
fn a_question_of_the_wrong_type_does_not_compile() {
    PROGRAMS.must_reject(
        "question_of_the_wrong_type",
        "E0308",
        "the question is a `u32`, not a text",
    );
}

#[test]
fn asking_twice_does_not_compile() {
    PROGRAMS.must_reject(
        "asks_twice",
        "E0382",
        "`send` takes the channel, so it cannot be used again",
    );
}

#[test]
fn closing_before_the_answer_does_not_compile() {
    PROGRAMS.must_reject(
        "closes_before_the_answer",
        "E0599",
        "a channel on which an answer is due has no `close`",
    );
}

#[test]
fn forgetting_the_channel_does_not_go_unnoticed() {
    PROGRAMS.must_reject(
        "forgets_the_channel",
        "unused_must_use",
        "the channel that `send` gives back must be used",
    );
}

#[test]
fn two_clients_cannot_be_connected() {
    PROGRAMS.must_reject(
        "two_clients",
        "E0308",
        "the other end of a client's channel is a server's",
    );
}
