//! What `Ids` must do, in every execution.

use crate::subject::Ids;
use std as interleave;
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nothing moves any more.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::Livelock,
            "A loop in `take` goes round for ever. Does it try again with the value that it \
             saw first, although the counter says something else by now?",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits for another thread but `join` and your own locks.",
        )
}

/// What each of several threads gets that take one id each, at the same time.
fn taken_by(threads: usize, ids: &Arc<Ids>) -> Vec<Option<u32>> {
    let others: Vec<_> = (1..threads)
        .map(|_| {
            let ids = Arc::clone(ids);
            thread::spawn(move || ids.take())
        })
        .collect();
    let mut taken = vec![ids.take()];
    for other in others {
        match other.join() {
            Ok(id) => taken.push(id),
            Err(payload) => std::panic::resume_unwind(payload),
        }
    }
    taken
}

#[test]
fn one_thread_gets_each_id_once() {
    explorer().check(|| {
        let ids = Ids::new(3..6);
        let mut taken: Vec<_> = (0..3).map(|_| ids.take()).collect();
        taken.sort();
        assert_eq!(
            taken,
            [Some(3), Some(4), Some(5)],
            "the first three ids of 3..6, sorted: `take` returns `None` only when no id is left \
             (and a weak exchange may fail although nobody else is there)"
        );
        assert_eq!(ids.take(), None, "all three ids of 3..6 are handed out");
        assert_eq!(ids.take(), None, "they are still all handed out");
    });
}

#[test]
fn no_ids_in_an_empty_range() {
    explorer().check(|| {
        assert_eq!(Ids::new(5..5).take(), None, "there is no id in 5..5");
    });
}

#[test]
fn two_threads_never_get_the_same_id() {
    explorer().check(|| {
        let ids = Arc::new(Ids::new(0..10));
        let taken = taken_by(2, &ids);
        assert!(
            taken[0] != taken[1],
            "the same id twice: two threads took one each, and both got {:?}",
            taken[0]
        );
    });
}

#[test]
fn every_thread_gets_one_while_there_are_enough() {
    explorer().check(|| {
        let ids = Arc::new(Ids::new(0..3));
        let mut taken = taken_by(3, &ids);
        taken.sort();
        assert_eq!(
            taken,
            [Some(0), Some(1), Some(2)],
            "what three threads got that took one id each from 0..3, sorted: an id was handed out \
             twice, or a thread went without although one was left"
        );
    });
}

#[test]
fn the_last_id_goes_to_one_thread() {
    explorer().check(|| {
        let ids = Arc::new(Ids::new(7..8));
        let mut taken = taken_by(2, &ids);
        taken.sort();
        assert_eq!(
            taken,
            [None, Some(7)],
            "what two threads got that took one id each from 7..8, sorted: was the check for the \
             end still true when the id was taken?"
        );
    });
}

#[test]
fn nothing_comes_after_the_last_id() {
    explorer().check(|| {
        let ids = Ids::new(u32::MAX - 1..u32::MAX);
        assert_eq!(ids.take(), Some(u32::MAX - 1), "the only id of the range");
        for _ in 0..3 {
            assert_eq!(
                ids.take(),
                None,
                "no id is left, and one came: the counter went on after the end, and wrapped around"
            );
        }
    });
}

#[test]
fn nothing_comes_after_the_last_id_when_several_ask() {
    explorer().check(|| {
        let ids = Arc::new(Ids::new(u32::MAX..u32::MAX));
        let taken = taken_by(3, &ids);
        assert_eq!(
            taken,
            [None, None, None],
            "no id was left when three threads asked, and one came: the counter went past the end \
             for a moment, and wrapped around"
        );
    });
}

#[test]
fn a_static_can_hold_ids() {
    explorer().check(|| {
        static IDS: Ids = Ids::new(0..2);
        let other = thread::spawn(|| IDS.take());
        let mine = IDS.take();
        let mut taken = [mine, other.join().unwrap()];
        taken.sort();
        assert_eq!(
            taken,
            [Some(0), Some(1)],
            "what two threads got from a `static` with 0..2, sorted: do both take from the same \
             counter?"
        );
    });
}
