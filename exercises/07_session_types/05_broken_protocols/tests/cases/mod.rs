//! What the learner must say about each broken program, and what its repair must do.
//!
//! The cases compile with whatever types the learner has written: an end of a channel is handed
//! over through `Any`, and if its type is not the protocol of the statement, the case says so.

use std::any::TypeId;
use std::mem;
use std::sync::{Arc, LazyLock};
use std::thread;

use native_checks::process::in_its_own_process;
use native_checks::programs::Verdicts;
use native_checks::sessions::{be_told, hand_over, hear, name};
use session_types::{
    Chan, Choose, Eps, HasDual, Left, Offer, Rec, Recv, Right, S, Send, Var, Z, session_channel,
};

use crate::subject::{self, Reason, Why};

/// The broken programs, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &["session_types = \"0.3.1\""],
        native_checks::programs![
            "balance", "feed", "measure", "search", "clerk", "news", "table", "post",
        ],
    )
});

/// What a reason means, for whoever has named it and is wrong.
fn meaning(reason: Reason) -> &'static str {
    match reason {
        Reason::OutOfTurn => {
            "a choice or a message, where another kind of step is due. What is the last type of \
             the channel, and which method is called on it?"
        }
        Reason::EndsTooEarly => {
            "`close` is called, and the protocol is not at its end. Which method does the error \
             name?"
        }
        Reason::WrongMessage => {
            "the step that is due, with a value of another type. What does the arrow point to, a \
             value or an end of a channel?"
        }
        Reason::UsedUp => {
            "an end is used after a step has taken it. Does the error speak of a value that was \
             moved?"
        }
        Reason::NotDual => {
            "both ends of one channel get types that do not fit each other. Are both ends in this \
             program?"
        }
        Reason::ArmMissing => {
            "the other side may choose something for which there is no arm. Which side chooses \
             here?"
        }
        Reason::WrongRound => {
            "the program goes back, to another round than the protocol says. Is a `Var` due where \
             the arrow is?"
        }
        Reason::CannotCross => {
            "a message must not go to another thread. Does the error speak of the trait \
             `std::marker::Send`?"
        }
    }
}

/// Compares what the learner says with what rustc says. The failure shows rustc's message, and does
/// not name the reason.
#[track_caller]
fn explained(program: &str, why: Why, right: Reason) {
    PROGRAMS.must_reject(
        program,
        why.code,
        "which is the code that you named. The code stands in brackets after `error`",
    );
    if why.reason != right {
        PROGRAMS.must_reject(
            program,
            &format!("`{:?}`", why.reason),
            &format!("which would be: {}", meaning(why.reason)),
        );
    }
}

#[test]
fn why_balance_is_rejected() {
    explained("balance", subject::WHY_BALANCE, Reason::OutOfTurn);
}

#[test]
fn why_feed_is_rejected() {
    explained("feed", subject::WHY_FEED, Reason::EndsTooEarly);
}

#[test]
fn why_measure_is_rejected() {
    explained("measure", subject::WHY_MEASURE, Reason::WrongMessage);
}

#[test]
fn why_search_is_rejected() {
    explained("search", subject::WHY_SEARCH, Reason::UsedUp);
}

#[test]
fn why_clerk_is_rejected() {
    explained("clerk", subject::WHY_CLERK, Reason::NotDual);
}

#[test]
fn why_news_is_rejected() {
    explained("news", subject::WHY_NEWS, Reason::ArmMissing);
}

#[test]
fn why_table_is_rejected() {
    explained("table", subject::WHY_TABLE, Reason::WrongRound);
}

#[test]
fn why_post_is_rejected() {
    explained("post", subject::WHY_POST, Reason::CannotCross);
}

/// A new conversation by the protocol `Right`: one end as the type that the learner has given it,
/// the other for the check.
///
/// Nothing may panic while a channel is alive: it would panic as well, and end the process. So the
/// types are compared before there is a channel.
#[track_caller]
fn session<Theirs: 'static, Right: HasDual + 'static>(
    what: &str,
) -> (Chan<(), Theirs>, Chan<(), Right::Dual>) {
    assert!(
        TypeId::of::<Theirs>() == TypeId::of::<Right>(),
        "`{what}` is `{}`, and that is not its protocol. All stay as they were, but for two: \
         `Clerk` becomes the dual of `Guest`, and `Letter` sends an `Arc<str>`",
        name::<Theirs>()
    );
    let (theirs, ours) = session_channel::<Right>();
    (hand_over(theirs), ours)
}

/// Runs a repaired program on a thread, and the check as its partner. What the partner heard
/// (nothing, if the program ended too early), and what the program returned.
///
/// Should the program be gone in between, its own panic has told why, and a `send` of the partner
/// ends the process.
fn meet<Returned: std::marker::Send + 'static, Heard>(
    program: impl FnOnce() -> Returned + std::marker::Send + 'static,
    partner: impl FnOnce(&dyn Fn() -> bool) -> Option<Heard>,
) -> (Option<Heard>, Returned) {
    let program = thread::spawn(program);
    let heard = partner(&|| program.is_finished());
    let returned = program.join().expect(
        "the repaired program panicked; was the channel dropped where it should be closed?",
    );
    (heard, returned)
}

const TOO_EARLY: &str = "ended before the conversation was over (a channel that is forgotten ends \
                         nothing)";

#[test]
fn balance_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::balance_is_repaired"), || {
        for (pin, decision) in [(1234, Some(57)), (0, None), (9, Some(0))] {
            let (theirs, machine) =
                session::<subject::Customer, Send<u16, Offer<Recv<u64, Eps>, Eps>>>("Customer");
            let (heard, returned) = meet(
                move || subject::balance(theirs, pin),
                |ended| {
                    let (machine, pin) = hear(machine, ended)?;
                    match decision {
                        Some(balance) => machine.sel1().send(balance).close(),
                        None => machine.sel2().close(),
                    }
                    Some(pin)
                },
            );
            assert_eq!(heard, Some(pin), "the PIN that `balance` sent");
            assert_eq!(
                returned, decision,
                "what `balance` returned (left), and what the machine had decided (right)"
            );
        }
    });
}

#[test]
fn feed_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::feed_is_repaired"), || {
        for numbers in [vec![], vec![5], vec![3, 1, 4, 1, 5]] {
            let (theirs, ours) =
                session::<subject::Feed, Rec<Choose<Send<u32, Var<Z>>, Eps>>>("Feed");
            let sent = numbers.clone();
            let (heard, ()) = meet(
                move || subject::feed(theirs, &sent),
                |ended| {
                    let mut heard = Vec::new();
                    let mut channel = ours.enter();
                    loop {
                        match be_told(channel, ended)? {
                            Left(more) => {
                                let (more, number) = hear(more, ended)?;
                                heard.push(number);
                                channel = more.zero();
                            }
                            Right(end) => {
                                end.close();
                                return Some(heard);
                            }
                        }
                    }
                },
            );
            assert!(heard.is_some(), "`feed` {TOO_EARLY}");
            assert_eq!(heard, Some(numbers), "the numbers that `feed` sent");
        }
    });
}

#[test]
fn measure_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::measure_is_repaired"), || {
        for text in ["", "seven", "Grüße"] {
            let (theirs, ours) =
                session::<subject::Measure, Recv<String, Send<u32, Eps>>>("Measure");
            let ours = ours.send(text.to_string());
            let (heard, ()) = meet(
                move || subject::measure(theirs),
                |ended| {
                    let (ours, length) = hear(ours, ended)?;
                    ours.close();
                    Some(length as usize)
                },
            );
            assert!(heard.is_some(), "`measure` {TOO_EARLY}");
            assert_eq!(heard, Some(text.len()), "the length in bytes of {text:?}");
        }
    });
}

#[test]
fn search_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::search_is_repaired"), || {
        // The numbers, the one that is right, those that are asked about, and what is returned.
        type Case = (&'static [u32], u32, &'static [u32], Option<u32>);
        let cases: [Case; 4] = [
            (&[2, 7, 9], 7, &[2, 7], Some(7)),
            (&[7, 2], 7, &[7], Some(7)),
            (&[2, 3], 7, &[2, 3], None),
            (&[], 7, &[], None),
        ];
        for (numbers, right, asked, found) in cases {
            let (theirs, ours) = session::<
                subject::Search,
                Rec<Choose<Send<u32, Recv<bool, Var<Z>>>, Eps>>,
            >("Search");
            let (heard, returned) = meet(
                move || subject::search(theirs, numbers),
                |ended| {
                    let mut heard = Vec::new();
                    let mut channel = ours.enter();
                    loop {
                        match be_told(channel, ended)? {
                            Left(question) => {
                                let (question, number) = hear(question, ended)?;
                                heard.push(number);
                                channel = question.send(number == right).zero();
                            }
                            Right(end) => {
                                end.close();
                                return Some(heard);
                            }
                        }
                    }
                },
            );
            assert!(heard.is_some(), "`search` {TOO_EARLY}");
            assert_eq!(
                heard,
                Some(asked.to_vec()),
                "the numbers that `search` asked about (left), and those up to the first `true` \
                 (right), of {numbers:?}"
            );
            assert_eq!(returned, found, "what `search` returned for {numbers:?}");
        }
    });
}

#[test]
fn clerk_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::clerk_is_repaired"), || {
        type Guest = Send<String, Offer<Recv<u32, Eps>, Eps>>;
        type Clerk = <Guest as HasDual>::Dual;
        // A conversation that is not begun, for the message if the type has been changed.
        let (theirs, ours) = session::<subject::Guest, Guest>("Guest");
        mem::forget((theirs, ours));
        for (guest, number) in [("Ada", Some(17)), ("Grace", None)] {
            let (theirs, ours) = session::<subject::Clerk, Clerk>("Clerk");
            let ours = ours.send(guest.to_string());
            let (heard, asked) = meet(
                move || {
                    let mut asked = Vec::new();
                    subject::clerk(theirs, |name| {
                        asked.push(name.to_string());
                        number
                    });
                    asked
                },
                |ended| match be_told(ours, ended)? {
                    Left(room) => {
                        let (room, number) = hear(room, ended)?;
                        room.close();
                        Some(Some(number))
                    }
                    Right(none) => {
                        none.close();
                        Some(None)
                    }
                },
            );
            assert!(heard.is_some(), "`clerk` {TOO_EARLY}");
            assert_eq!(asked, [guest], "the names for which `clerk` called `room`");
            assert_eq!(
                heard,
                Some(number),
                "what `clerk` told {guest} (left), and what `room` had said (right)"
            );
        }
    });
}

#[test]
fn news_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::news_is_repaired"), || {
        for text in [Some("rain".to_string()), None, Some(String::new())] {
            let (theirs, ours) = session::<subject::News, Offer<Recv<String, Eps>, Eps>>("News");
            // All that the partner says is in the channel before the program begins.
            match &text {
                Some(text) => ours.sel1().send(text.clone()).close(),
                None => ours.sel2().close(),
            }
            let (_, returned) = meet(move || subject::news(theirs), |_| Some(()));
            assert_eq!(
                returned, text,
                "what `news` returned (left), and what the other side had said (right)"
            );
        }
    });
}

#[test]
fn table_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::table_is_repaired"), || {
        let tables: [&[&[u32]]; 5] = [
            &[],
            &[&[1]],
            &[&[1, 2, 3], &[4, 5, 6]],
            &[&[], &[7], &[]],
            &[&[1], &[2], &[3, 4]],
        ];
        for table in tables {
            let table: Vec<Vec<u32>> = table.iter().map(|row| row.to_vec()).collect();
            let (theirs, ours) = session::<
                subject::Table,
                Rec<Choose<Rec<Choose<Send<u32, Var<Z>>, Var<S<Z>>>>, Eps>>,
            >("Table");
            let sent = table.clone();
            let (heard, ()) = meet(
                move || subject::table(theirs, &sent),
                |ended| {
                    let mut heard = Vec::new();
                    let mut channel = ours.enter();
                    loop {
                        let mut inner = match be_told(channel, ended)? {
                            Left(row) => row.enter(),
                            Right(end) => {
                                end.close();
                                return Some(heard);
                            }
                        };
                        let mut row = Vec::new();
                        channel = loop {
                            match be_told(inner, ended)? {
                                Left(more) => {
                                    let (more, number) = hear(more, ended)?;
                                    row.push(number);
                                    inner = more.zero();
                                }
                                Right(full) => break full.succ().zero(),
                            }
                        };
                        heard.push(row);
                    }
                },
            );
            assert!(heard.is_some(), "`table` {TOO_EARLY}");
            assert_eq!(
                heard,
                Some(table),
                "the rows that `table` sent (left), and those that it had (right)"
            );
        }
    });
}

#[test]
fn post_is_repaired() {
    in_its_own_process(concat!(module_path!(), "::post_is_repaired"), || {
        for text in ["hello", ""] {
            let (theirs, ours) = session::<subject::Letter, Send<Arc<str>, Eps>>("Letter");
            // On this thread: an end with another letter than this one may not go to another, and
            // then this file would not compile. `post` has nothing to wait for.
            subject::post(theirs, text);
            let heard = hear(ours, &|| true).map(|(ours, text)| {
                ours.close();
                text
            });
            assert!(heard.is_some(), "`post` {TOO_EARLY}");
            assert_eq!(heard.as_deref(), Some(text), "what `post` sent");
        }
    });
}
