//! What `first_answer` must do, and where it must wait.
//!
//! The checks hold the senders of all three channels, so they decide what is ready and when.
//!
//! *Where* the function waits is asked of channels without room: there, a send operation is ready
//! exactly while a receiver waits. Asking takes nothing away. The function may take a while to get to
//! its place, so it is asked until it is there, or until [`patience`] is at an end. A function that
//! waits where it should never depends on that.

use std::fmt::Debug;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use crossbeam::channel::{Receiver, Select, Sender, bounded};
use native_checks::patience;

use crate::subject::{Outcome, first_answer};

/// So often in a row all three channels must have a receiver.
const IN_A_ROW: u32 = 100;

const LEFT: usize = 0;
const RIGHT: usize = 1;
const TIME_OUT: usize = 2;
const NAMES: [&str; 3] = ["`left`", "`right`", "`time_out`"];

/// Three channels. The checks keep receivers of their own, to look at what is left.
struct Setting {
    senders: [Option<Sender<u32>>; 2],
    clock: Sender<Instant>,
    receivers: [Receiver<u32>; 2],
    time_out: Receiver<Instant>,
}

/// A call that is going on.
struct Call {
    setting: Setting,
    result: mpsc::Receiver<Outcome<u32>>,
}

impl Setting {
    fn new(room: [usize; 3]) -> Self {
        let (left, left_answers) = bounded(room[LEFT]);
        let (right, right_answers) = bounded(room[RIGHT]);
        let (clock, time_out) = bounded(room[TIME_OUT]);
        Setting {
            senders: [Some(left), Some(right)],
            clock,
            receivers: [left_answers, right_answers],
            time_out,
        }
    }

    fn answer(&self, side: usize, answer: u32) {
        let sender = self.senders[side].as_ref().expect("this side is open");
        sender.try_send(answer).expect("the channel has room");
    }

    fn hang_up(&mut self, side: usize) {
        self.senders[side] = None;
    }

    fn time_is_up(&self) {
        self.clock
            .try_send(Instant::now())
            .expect("the channel has room");
    }

    /// Whether a receiver waits in this channel: it is known of those without room.
    fn waits_in(&self, channel: usize) -> bool {
        fn ready<T>(sender: &Sender<T>) -> bool {
            let mut select = Select::new();
            select.send(sender);
            sender.capacity() == Some(0) && select.try_ready().is_ok()
        }
        match channel {
            TIME_OUT => ready(&self.clock),
            side => self.senders[side].as_ref().is_some_and(ready),
        }
    }

    fn call(self) -> Call {
        call_all(vec![self]).remove(0)
    }
}

/// Calls the function for all settings, one after the other, on one thread.
fn call_all(settings: Vec<Setting>) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut arguments = Vec::new();
    for setting in settings {
        let (done, result) = mpsc::channel();
        arguments.push((setting.receivers.clone(), setting.time_out.clone(), done));
        calls.push(Call { setting, result });
    }
    thread::spawn(move || {
        for ([left, right], time_out, done) in arguments {
            // Nobody listens any more when the check has failed.
            let _ = done.send(first_answer(&left, &right, &time_out));
        }
    });
    calls
}

fn listed(channels: &[usize]) -> String {
    let names: Vec<_> = channels.iter().map(|&channel| NAMES[channel]).collect();
    match &names[..] {
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => "none of them".to_string(),
    }
}

impl Call {
    /// Waits until the function waits in all of these channels at once.
    #[track_caller]
    fn waits_in_all(&self, channels: &[usize], situation: &str) {
        let mut seen = [false; 3];
        let found = patience::until(|| {
            match self.result.try_recv() {
                Ok(early) => return Some(Err(format!("it returned {early:?}"))),
                Err(mpsc::TryRecvError::Disconnected) => return Some(Err("it panicked".into())),
                Err(mpsc::TryRecvError::Empty) => {}
            }
            for _ in 0..IN_A_ROW {
                let mut all = true;
                for &channel in channels {
                    let waits = self.setting.waits_in(channel);
                    seen[channel] |= waits;
                    all &= waits;
                }
                if !all {
                    return None;
                }
            }
            Some(Ok(()))
        });
        let wrong = match found {
            Some(Ok(())) => return,
            Some(Err(early)) => format!("{early} although there was something to wait for"),
            None => {
                let (there, missing): (Vec<_>, Vec<_>) =
                    channels.iter().partition(|&&channel| seen[channel]);
                if missing.is_empty() {
                    format!(
                        "it was seen to wait in each of {}, but never in all of them at once: while it \
                         visits one, the others may say what they like",
                        listed(channels)
                    )
                } else if there.is_empty() {
                    format!(
                        "it did not return, and waits in none of {}. Does it ask each of them again \
                         and again? That keeps a core busy. (A closed channel is ready at each \
                         turn of a loop, and then `select!` does not wait, either.)",
                        listed(channels)
                    )
                } else {
                    format!(
                        "it waits in {}, and not in {}: who listens there meanwhile?",
                        listed(&there),
                        listed(&missing)
                    )
                }
            }
        };
        panic!(
            "{situation}, `first_answer` must wait in {}: {wrong}",
            listed(channels)
        );
    }

    /// Sends an answer to a function that waits in this channel, which has no room.
    fn answer_waiting(&self, side: usize, answer: u32) {
        let sent = patience::until(|| {
            let sender = self.setting.senders[side]
                .as_ref()
                .expect("this side is open");
            sender.try_send(answer).ok()
        });
        assert!(
            sent.is_some(),
            "`first_answer` left {} before its answer came",
            NAMES[side]
        );
    }

    fn time_is_up_for_waiting(&self) {
        let sent = patience::until(|| self.setting.clock.try_send(Instant::now()).ok());
        assert!(
            sent.is_some(),
            "`first_answer` left `time_out` before it was time"
        );
    }

    /// Waits for the function to return. It has something to return, so it waits nowhere.
    #[track_caller]
    fn returns(&self, situation: &str) -> Outcome<u32> {
        let result = patience::until(|| match self.result.try_recv() {
            Ok(result) => Some(Ok(result)),
            Err(mpsc::TryRecvError::Disconnected) => Some(Err("it panicked".to_string())),
            Err(mpsc::TryRecvError::Empty) => {
                let waits = [LEFT, RIGHT, TIME_OUT]
                    .into_iter()
                    .find(|&channel| self.setting.waits_in(channel))?;
                Some(Err(format!(
                    "it (or a helper that it started) waits in {} instead",
                    NAMES[waits]
                )))
            }
        });
        match result {
            Some(Ok(result)) => result,
            Some(Err(why)) => panic!("{situation}, `first_answer` must return: {why}"),
            None => panic!("{situation}, `first_answer` must return, and it does not"),
        }
    }
}

#[track_caller]
fn must_be<T: PartialEq + Debug>(found: T, expected: T, situation: &str, wrong_idea: &str) {
    assert!(
        found == expected,
        "{situation}, `first_answer` must return {expected:?}, and it returned {found:?}: {wrong_idea}"
    );
}

fn outcome(side: usize, answer: u32) -> Outcome<u32> {
    match side {
        LEFT => Outcome::Left(answer),
        _ => Outcome::Right(answer),
    }
}

#[test]
fn an_answer_that_is_there_is_returned() {
    for side in [LEFT, RIGHT] {
        // Only the side that has answered has room: the function can be seen waiting elsewhere.
        let mut room = [0; 3];
        room[side] = 1;
        let setting = Setting::new(room);
        setting.answer(side, 7);
        let situation = format!("When {} has answered 7 before the call", NAMES[side]);
        let result = setting.call().returns(&situation);
        must_be(
            result,
            outcome(side, 7),
            &situation,
            "that is not what was sent",
        );
    }
}

#[test]
fn it_waits_in_all_three_channels_at_once() {
    let all = [LEFT, RIGHT, TIME_OUT];
    for side in [LEFT, RIGHT] {
        let call = Setting::new([0; 3]).call();
        call.waits_in_all(&all, "When nobody has answered");
        call.answer_waiting(side, 8);
        let situation = format!("When {} answers 8 while it waits", NAMES[side]);
        let result = call.returns(&situation);
        must_be(
            result,
            outcome(side, 8),
            &situation,
            "that is not what was sent",
        );
    }
}

#[test]
fn the_time_out_ends_the_waiting() {
    let call = Setting::new([0; 3]).call();
    call.waits_in_all(&[LEFT, RIGHT, TIME_OUT], "When nobody has answered");
    call.time_is_up_for_waiting();
    let situation = "When the time is up and nobody has answered";
    must_be(
        call.returns(situation),
        Outcome::TimedOut,
        situation,
        "a message in `time_out` says that it is time to give up",
    );
}

#[test]
fn an_answer_goes_before_the_time_out() {
    // `select!` chooses among the ready channels by chance. Whoever leaves it to chance has to be lucky
    // 200 times. (On one thread: each thread begins with the same "chance".)
    let side_of = |round| [LEFT, RIGHT][round % 2];
    let settings = (0..200).map(|round| {
        let side = side_of(round);
        let mut room = [0, 0, 1];
        room[side] = 1;
        let setting = Setting::new(room);
        setting.answer(side, 9);
        setting.time_is_up();
        setting
    });
    for (round, call) in call_all(settings.collect()).into_iter().enumerate() {
        let side = side_of(round);
        let situation = format!(
            "When {} has answered 9 and the time is up, both before the call",
            NAMES[side]
        );
        must_be(
            call.returns(&situation),
            outcome(side, 9),
            &situation,
            "an answer that is there was thrown away. Among several ready channels, `select!` picks \
             one by chance",
        );
    }
}

#[test]
fn what_is_not_returned_stays_in_its_channel() {
    // Nobody may stay behind who takes the next one.
    let call = Setting::new([0; 3]).call();
    call.waits_in_all(&[LEFT, RIGHT, TIME_OUT], "When nobody has answered");
    call.answer_waiting(LEFT, 3);
    call.returns("When `left` answers 3 while it waits");
    assert!(
        !call.setting.waits_in(RIGHT),
        "`first_answer` has returned, and somebody still waits in `right`: that helper will take an \
         answer that nobody gets"
    );

    let setting = Setting::new([2; 3]);
    for side in [LEFT, RIGHT] {
        setting.answer(side, 1);
        setting.answer(side, 2);
    }
    let situation = "When both have answered twice";
    let call = setting.call();
    let result = call.returns(situation);
    let left_over: Vec<Vec<u32>> = (call.setting.receivers.iter())
        .map(|receiver| receiver.try_iter().collect())
        .collect();
    let expected = match result {
        Outcome::Left(1) => [vec![2], vec![1, 2]],
        Outcome::Right(1) => [vec![1, 2], vec![2]],
        other => {
            panic!("{situation}, one of the first answers must be returned, and not {other:?}")
        }
    };
    assert_eq!(
        left_over, expected,
        "{situation} and {result:?} was returned, this is what is left in `left` and `right`: an answer \
         was taken and thrown away"
    );
}

#[test]
fn a_server_that_hangs_up_has_not_answered() {
    for (closed, open) in [(LEFT, RIGHT), (RIGHT, LEFT)] {
        for during_the_call in [false, true] {
            let situation = format!(
                "When {} has hung up {} the call",
                NAMES[closed],
                if during_the_call { "during" } else { "before" }
            );
            let mut setting = Setting::new([0; 3]);
            let mut call = if during_the_call {
                let call = setting.call();
                call.waits_in_all(&[LEFT, RIGHT, TIME_OUT], "When nobody has answered");
                call
            } else {
                setting.hang_up(closed);
                setting.call()
            };
            call.setting.hang_up(closed);
            call.waits_in_all(&[open, TIME_OUT], &situation);
            call.answer_waiting(open, 4);
            let situation = format!("{situation}, and {} answers 4", NAMES[open]);
            must_be(
                call.returns(&situation),
                outcome(open, 4),
                &situation,
                "whoever hangs up has not answered; go on waiting for the other",
            );
        }
    }
}

#[test]
fn the_time_out_counts_after_a_hang_up() {
    let mut setting = Setting::new([0; 3]);
    setting.hang_up(LEFT);
    let call = setting.call();
    let situation = "When `left` has hung up before the call";
    call.waits_in_all(&[RIGHT, TIME_OUT], situation);
    call.time_is_up_for_waiting();
    let situation = "When `left` has hung up and the time is up";
    must_be(
        call.returns(situation),
        Outcome::TimedOut,
        situation,
        "the other server has not answered in time",
    );
}

#[test]
fn nobody_is_left_in_whatever_order_they_went() {
    for (first, last) in [(LEFT, RIGHT), (RIGHT, LEFT)] {
        let mut call = Setting::new([0; 3]).call();
        call.waits_in_all(&[LEFT, RIGHT, TIME_OUT], "When nobody has answered");
        call.setting.hang_up(first);
        // Only when it waits again is it certain that the first hang-up was seen before the second.
        let situation = format!("When {} has hung up during the call", NAMES[first]);
        call.waits_in_all(&[last, TIME_OUT], &situation);
        call.setting.hang_up(last);
        let situation = format!(
            "When {} hangs up during the call, and {} after it",
            NAMES[first], NAMES[last]
        );
        must_be(
            call.returns(&situation),
            Outcome::NobodyLeft,
            &situation,
            "nobody is left who could answer",
        );
    }
}

#[test]
fn two_hang_ups_end_the_waiting() {
    for answered in [false, true] {
        // An answer that was sent before the hang-up is still there.
        let mut setting = Setting::new([1, 1, 0]);
        if answered {
            setting.answer(RIGHT, 5);
        }
        setting.hang_up(LEFT);
        setting.hang_up(RIGHT);
        let (situation, expected) = if answered {
            (
                "When `right` answers 5, and both hang up before the call",
                Outcome::Right(5),
            )
        } else {
            ("When both hang up before the call", Outcome::NobodyLeft)
        };
        must_be(
            setting.call().returns(situation),
            expected,
            situation,
            "what was sent before the hang-up still counts, and after that nobody can answer",
        );
    }
}
