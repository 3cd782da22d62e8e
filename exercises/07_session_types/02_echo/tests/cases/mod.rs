//! What the protocol, its two sides and the piece of a protocol must be.
//!
//! The cases compile with whatever types the learner has written: an end of a channel is handed
//! over through `Any`, and if its type is not the protocol of the statement, the case says so.
//! `echo_one` is called in programs of its own, for the same reason.

use std::any::TypeId;
use std::panic::catch_unwind;
use std::sync::LazyLock;
use std::thread;

use native_checks::process::in_its_own_process;
use native_checks::programs::Verdicts;
use native_checks::sessions::{departs, hand_over, hear, name, same_protocol};
use session_types::{Eps, HasDual, Recv, Send, session_channel};

use crate::subject::{self, Caller, Echo};

/// The protocol of the statement, as the caller sees it.
type Calls = Send<String, Recv<String, Send<u32, Recv<u32, Eps>>>>;

const SENT: [(&str, u32); 3] = [("hello", 17), ("", 0), ("Grüße", u32::MAX)];

/// What the check's partner of `call` sends back: something that nobody guesses.
fn distorted(text: &str, number: u32) -> (String, u32) {
    (format!("<{text}|{}>", text.len()), number ^ 0x5a5a_0001)
}

#[test]
fn the_caller_hears_each_answer_before_it_sends_again() {
    assert!(
        TypeId::of::<Caller>() == TypeId::of::<Calls>(),
        "`Caller` is `{}`. {}",
        name::<Caller>(),
        departs::<Caller, Calls>()
    );
}

#[test]
fn the_echo_is_the_dual_of_the_caller() {
    type Dual = <Caller as HasDual>::Dual;
    assert!(
        TypeId::of::<Echo>() == TypeId::of::<Dual>(),
        "`Echo` is `{}`, and the dual of your `Caller` is `{}`",
        name::<Echo>(),
        name::<Dual>()
    );
}

#[test]
fn the_caller_returns_what_came_back() {
    in_its_own_process(
        concat!(module_path!(), "::the_caller_returns_what_came_back"),
        call_alone,
    );
}

#[test]
fn the_echo_sends_back_what_it_received() {
    in_its_own_process(
        concat!(module_path!(), "::the_echo_sends_back_what_it_received"),
        echo_alone,
    );
}

#[test]
fn caller_and_echo_understand_each_other() {
    in_its_own_process(
        concat!(module_path!(), "::caller_and_echo_understand_each_other"),
        || {
            // If one side does not keep to the protocol, the other may wait for ever. So each is
            // tried alone first.
            call_alone();
            echo_alone();
            for (text, number) in SENT {
                let (calling, echoing) = session_channel::<Calls>();
                let calling = hand_over::<_, Caller>(calling);
                let echoing = hand_over::<_, Echo>(echoing);
                let echo = thread::spawn(move || subject::echo(echoing));
                let heard = subject::call(calling, text.to_string(), number);
                echo.join().expect("`echo` does not panic");
                assert_eq!(heard, (text.to_string(), number), "what came back");
            }
        },
    );
}

/// The check plays the other side, and does not send back what it got.
fn call_alone() {
    same_protocol::<Caller, Echo, Calls>("Caller", "Echo");
    for (text, number) in SENT {
        let (calling, echoing) = session_channel::<Calls>();
        let calling = hand_over::<_, Caller>(calling);
        let caller = thread::spawn(move || subject::call(calling, text.to_string(), number));
        let back = distorted(text, number);
        // Should the caller be gone in between, its own panic has told why, and a `send` here ends
        // the process.
        let sent = (|| {
            let ended = || caller.is_finished();
            let (echoing, text) = hear(echoing, &ended)?;
            let (echoing, number) = hear(echoing.send(back.0.clone()), &ended)?;
            echoing.send(back.1).close();
            Some((text, number))
        })();
        let returned = caller.join();
        let returned =
            returned.expect("`call` panicked; was the channel dropped where it should be closed?");
        assert_eq!(
            sent,
            Some((text.to_string(), number)),
            "what `call` sent (nothing, if it ended before it had sent both)"
        );
        assert_eq!(
            returned, back,
            "`call` returns what came back, and here that is not what was sent"
        );
    }
}

/// The check plays the caller.
fn echo_alone() {
    same_protocol::<Caller, Echo, Calls>("Caller", "Echo");
    for (text, number) in SENT {
        let (calling, echoing) = session_channel::<Calls>();
        let echoing = hand_over::<_, Echo>(echoing);
        let calling = calling.send(text.to_string());
        let echo = thread::spawn(move || subject::echo(echoing));
        let heard = (|| {
            let ended = || echo.is_finished();
            let (calling, text) = hear(calling, &ended)?;
            let (calling, number) = hear(calling.send(number), &ended)?;
            calling.close();
            Some((text, number))
        })();
        let ended = echo.join();
        assert!(
            ended.is_ok(),
            "`echo` panicked; was the channel dropped where it should be closed?"
        );
        assert_eq!(
            heard,
            Some((text.to_string(), number)),
            "what `echo` sent back for {text:?} and {number} (nothing, if it ended before that)"
        );
    }
}

/// Programs that use the learner's types and functions, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &["session_types = \"0.3.1\""],
        native_checks::programs![
            "keeps_to_the_protocol",
            "echo_in_the_middle",
            "echo_of_what_cannot_be_cloned",
            "echo_in_a_round",
            "asks_both_at_once",
            "number_first",
            "echo_of_another_type",
            "hangs_up_after_the_text",
            "echo_twice_on_one_channel",
        ],
    )
});

#[test]
fn a_program_that_keeps_to_the_protocol_compiles() {
    PROGRAMS.must_accept(
        "keeps_to_the_protocol",
        "it calls and echoes as the task says",
    );
}

#[test]
fn an_echo_fits_into_the_middle_of_a_protocol() {
    PROGRAMS.must_accept(
        "echo_in_the_middle",
        "`echo_one` works whatever type is echoed and whatever comes after it: both are \
         parameters of the function",
    );
}

#[test]
fn an_echo_need_not_clone() {
    PROGRAMS.must_accept(
        "echo_of_what_cannot_be_cloned",
        "`echo_one` sends back the value that came, and has to know nothing about its type but \
         that it may be sent",
    );
}

#[test]
fn an_echo_fits_into_a_round() {
    PROGRAMS.must_accept(
        "echo_in_a_round",
        "the first parameter of `Chan` is the stack of the rounds that the channel is in. \
         `echo_one` works for any of them",
    );
}

#[test]
fn sending_both_before_the_first_answer_does_not_compile() {
    PROGRAMS.must_reject(
        "asks_both_at_once",
        "E0599",
        "a channel on which an answer is due has no `send`",
    );
}

#[test]
fn beginning_with_the_number_does_not_compile() {
    PROGRAMS.must_reject("number_first", "E0308", "the text comes first");
}

#[test]
fn an_echo_of_another_type_does_not_compile() {
    let rejected = |code| {
        PROGRAMS.must_reject(
            "echo_of_another_type",
            code,
            "`echo_one` is for a channel that sends the type which it received",
        );
    };
    // Where `echo_one` takes whatever has a certain trait, the compiler says E0277: this channel has not.
    if catch_unwind(|| rejected("E0308")).is_err() && catch_unwind(|| rejected("E0277")).is_err() {
        rejected("E0308");
    }
}

#[test]
fn closing_after_the_text_does_not_compile() {
    PROGRAMS.must_reject(
        "hangs_up_after_the_text",
        "E0599",
        "a channel on which a number is due has no `close`",
    );
}

#[test]
fn echoing_twice_on_one_channel_does_not_compile() {
    PROGRAMS.must_reject(
        "echo_twice_on_one_channel",
        "E0382",
        "`echo_one` takes the channel, and gives back another one",
    );
}
