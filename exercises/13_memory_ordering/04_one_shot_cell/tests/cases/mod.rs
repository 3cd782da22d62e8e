//! What `OneShot` must do, in every execution.

use crate::subject::OneShot;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std as interleave;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::rc::Rc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when two threads touch the message at the same time.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "Two threads used the message, and nothing says which came first. Either two of them \
             have been let in, because looking at the state and changing it were two steps; or \
             one was let in too early; or the atomic has let them in one after the other, and its \
             orderings do not say so: what is written before a Release store happens before what \
             comes after an Acquire that reads it.",
        )
        .on(
            FailureKind::Livelock,
            "`send` and `try_receive` return at once: they wait for nobody.",
        )
}

/// How often something was dropped, in one execution. These are the real std's atomics: counting
/// is no step of the program, and orders nothing.
#[derive(Default)]
struct Dropped(AtomicU32);

impl Dropped {
    fn times(&self) -> u32 {
        self.0.load(Relaxed)
    }
}

/// A message that is written by whoever makes it, and read by whoever gets it.
struct Letter<'a> {
    text: UnsafeCell<u32>,
    dropped: &'a Dropped,
}

impl<'a> Letter<'a> {
    fn new(text: u32, dropped: &'a Dropped) -> Self {
        let letter = Letter {
            text: UnsafeCell::new(0),
            dropped,
        };
        let the_letter_is_written = letter.text.get();
        // SAFETY: nobody else has it yet.
        unsafe { *the_letter_is_written = text };
        letter
    }

    fn text(&self) -> u32 {
        let the_letter_is_read = self.text.get();
        // SAFETY: a letter has one owner at a time, and is not `Sync`.
        unsafe { *the_letter_is_read }
    }
}

impl Drop for Letter<'_> {
    fn drop(&mut self) {
        self.dropped.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn a_message_arrives_once() {
    explorer().check(|| {
        let cell = OneShot::default();
        assert!(!cell.is_ready(), "a new cell has no message");
        assert_eq!(cell.try_receive(), None, "a new cell has no message");
        assert_eq!(cell.send(17), Ok(()), "the first `send` is accepted");
        assert!(cell.is_ready(), "a message was sent");
        assert_eq!(cell.try_receive(), Some(17), "17 was sent");
        assert!(!cell.is_ready(), "the message has been received");
        assert_eq!(cell.try_receive(), None, "the message has been received");
    });
}

#[test]
fn a_second_send_gets_its_message_back() {
    explorer().check(|| {
        let cell = OneShot::new();
        assert_eq!(cell.send(1), Ok(()), "the first `send` is accepted");
        assert_eq!(
            cell.send(2),
            Err(2),
            "the cell is full: the second `send` must be refused, and give its message back"
        );
        assert_eq!(
            cell.try_receive(),
            Some(1),
            "the message that was accepted is the one that arrives"
        );
        assert_eq!(
            cell.send(3),
            Err(3),
            "one message in the life of a cell: a `send` after the message has been received must \
             be refused, too"
        );
        assert_eq!(
            (cell.is_ready(), cell.try_receive()),
            (false, None),
            "a `send` that was refused must change nothing"
        );
    });
}

#[test]
fn what_was_written_is_what_is_read() {
    explorer().check(|| {
        let dropped = Dropped::default();
        let cell = OneShot::new();
        thread::scope(|scope| {
            let sender = scope.spawn(|| cell.send(Letter::new(17, &dropped)).is_ok());
            let early = cell.try_receive().map(|letter| letter.text());
            assert!(
                early.is_none_or(|text| text == 17),
                "17 was sent, and {early:?} was received"
            );
            assert!(sender.join().unwrap(), "the only `send` must be accepted");
            let late = cell.try_receive().map(|letter| letter.text());
            assert_eq!(
                early.or(late),
                Some(17),
                "`send` has returned, and the message is not there"
            );
            assert!(
                early.is_none() || late.is_none(),
                "one message was sent, and two were received"
            );
        });
    });
}

#[test]
fn what_is_ready_can_be_received() {
    explorer().check(|| {
        let dropped = Dropped::default();
        let cell = OneShot::new();
        thread::scope(|scope| {
            scope.spawn(|| cell.send(Letter::new(17, &dropped)).is_ok());
            if cell.is_ready() {
                let received = cell.try_receive().map(|letter| letter.text());
                assert_eq!(
                    received,
                    Some(17),
                    "`is_ready` has said true, nobody else receives, and `try_receive` does not \
                     get the message"
                );
            }
        });
    });
}

#[test]
fn of_two_senders_one_is_accepted() {
    explorer().check(|| {
        let dropped = Dropped::default();
        let cell = OneShot::new();
        let (here, there) = thread::scope(|scope| {
            let send = |text| match cell.send(Letter::new(text, &dropped)) {
                Ok(()) => None,
                Err(letter) => Some(letter.text()),
            };
            let other = scope.spawn(move || send(2));
            (send(1), other.join().unwrap())
        });
        let accepted = match (here, there) {
            (None, Some(2)) => 1,
            (Some(1), None) => 2,
            (None, None) => panic!("two senders at the same time, and both were accepted"),
            (Some(_), Some(_)) => panic!(
                "two senders at the same time: one must be accepted, the other must get its own \
                 message back. Refused were {here:?} (of the one who sent 1) and {there:?} (of the \
                 one who sent 2)"
            ),
            _ => panic!("a sender that is refused gets its own message back, and no other"),
        };
        let received = cell.try_receive().map(|letter| letter.text());
        assert_eq!(
            received,
            Some(accepted),
            "the message that was accepted is the one that arrives"
        );
        assert_eq!(dropped.times(), 2, "two letters, each dropped once");
    });
}

#[test]
fn of_two_receivers_one_gets_it() {
    explorer().check(|| {
        let dropped = Dropped::default();
        let cell = OneShot::new();
        assert!(
            cell.send(Letter::new(17, &dropped)).is_ok(),
            "the first `send` is accepted"
        );
        let received = thread::scope(|scope| {
            let receive = || cell.try_receive().map(|letter| letter.text());
            let other = scope.spawn(receive);
            (receive(), other.join().unwrap())
        });
        assert!(
            matches!(received, (Some(17), None) | (None, Some(17))),
            "one message, 17, was sent before two threads tried to receive it, and they have got \
             {received:?}: one of them must get it, and the other nothing"
        );
        assert_eq!(dropped.times(), 1, "one letter: how often it was dropped");
    });
}

#[test]
fn a_message_is_dropped_exactly_once() {
    explorer().check(|| {
        let dropped = Dropped::default();

        drop(OneShot::<Letter>::new());
        assert_eq!(
            dropped.times(),
            0,
            "nothing was sent, and something was dropped"
        );

        let cell = OneShot::new();
        thread::scope(|scope| {
            scope.spawn(|| cell.send(Letter::new(1, &dropped)).is_ok());
        });
        assert_eq!(
            dropped.times(),
            0,
            "the message is in the cell, and it was dropped"
        );
        drop(cell);
        assert_eq!(
            dropped.times(),
            1,
            "a message was sent, and the cell was dropped before anybody received it: how often \
             the message was dropped. 0 means that it was lost without its destructor"
        );

        let cell = OneShot::new();
        let _ = cell.send(Letter::new(2, &dropped));
        drop(cell.try_receive());
        drop(cell);
        assert_eq!(
            dropped.times() - 1,
            1,
            "a message was received, and dropped by who received it; then the cell was dropped: \
             how often the message was dropped. 2 means that the cell has dropped what it had \
             given away"
        );
    });
}

/// Whether a type is `Sync`: the method of the type itself comes before that of the trait.
macro_rules! is_sync {
    ($type:ty) => {{
        #[allow(dead_code, reason = "not used when the type is `Sync`")]
        trait No {
            fn sync(&self) -> bool {
                false
            }
        }
        struct Ask<T>(PhantomData<T>);
        impl<T> No for Ask<T> {}
        #[allow(dead_code, reason = "not used when the type is not `Sync`")]
        impl<T: Sync> Ask<T> {
            fn sync(&self) -> bool {
                true
            }
        }
        Ask::<$type>(PhantomData).sync()
    }};
}

#[test]
fn it_may_be_shared_if_the_message_may_be_sent() {
    assert!(
        is_sync!(OneShot<u32>),
        "a `OneShot<u32>` must be `Sync`: how else would two threads use it?"
    );
    assert!(
        is_sync!(OneShot<Cell<u32>>),
        "a message goes from one thread to another, and is never in the hands of both: it must be \
         `Send`, and need not be `Sync`"
    );
    assert!(
        !is_sync!(OneShot<Rc<u32>>),
        "an `Rc` must not go to another thread, and a `OneShot<Rc<u32>>` that is `Sync` takes it \
         there"
    );
}

#[test]
fn only_atomics_and_cells_are_used() {
    let recorded = Explorer::new().record(1, || {
        let cell = OneShot::new();
        let _ = (cell.send(1), cell.send(2));
        let _ = (cell.is_ready(), cell.try_receive(), cell.try_receive());
    });
    let objects = recorded.executions.iter().flat_map(|one| &one.objects);
    for object in objects {
        assert!(
            object.kind.starts_with("Atomic") || object.kind == "UnsafeCell",
            "a {} was used. It does the work for you: in this exercise, an atomic must say who may \
             touch the message",
            object.kind
        );
    }
}
