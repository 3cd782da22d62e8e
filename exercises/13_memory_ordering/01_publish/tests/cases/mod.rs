//! What `Published` must do, in every execution.

use crate::subject::Published;
use std as interleave;
use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what a failure means here.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "There is no happens-before from the write to the read, although the reader acted on \
             what it saw: it may find the old bytes, or half of the new ones. Which store tells \
             that the value is there, and does it release what comes before it? Which load sees \
             that store, and does it acquire for what comes after it?",
        )
        .on(
            FailureKind::Livelock,
            "The loop waits for something that will not come. Does `get` wait, which is for \
             `wait` to do? Does the loop in `wait` ask again in each round? Does `publish` set \
             what the loop asks for?",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits for another thread but `wait` and `join`. Does `get` wait, \
             or does nobody wake the thread that waits in `wait`?",
        )
}

#[test]
fn nothing_is_there_before_it_is_published() {
    explorer().check(|| {
        let place = Published::new();
        assert_eq!(place.get(), None, "`get` before anything was published");
        // SAFETY: the only call.
        unsafe { place.publish(42) };
        assert_eq!(place.get(), Some(&42), "`get` after `publish(42)`");
        assert_eq!(
            place.get(),
            Some(&42),
            "the second `get` after `publish(42)`: a value is read, and stays where it is"
        );
        assert_eq!(place.wait(), &42, "`wait` after `publish(42)`");
    });
}

#[test]
fn who_sees_the_flag_sees_the_value() {
    explorer().check(|| {
        let place = Arc::new(Published::new());
        let writer = {
            let place = Arc::clone(&place);
            // SAFETY: the only call.
            thread::spawn(move || unsafe { place.publish(42) })
        };
        let seen = place.get().copied();
        assert!(
            matches!(seen, None | Some(42)),
            "42 is published, and `get` returned {seen:?}: it is the whole value or nothing"
        );
        writer.join().unwrap();
        assert_eq!(
            place.get(),
            Some(&42),
            "`get` after the thread that published 42 was joined"
        );
    });
}

#[test]
fn who_waits_gets_the_value() {
    explorer().check(|| {
        let place = Arc::new(Published::new());
        let reader = {
            let place = Arc::clone(&place);
            thread::spawn(move || *place.wait())
        };
        // SAFETY: the only call.
        unsafe { place.publish(42) };
        let seen = reader.join().expect("`wait` panicked");
        assert_eq!(
            seen, 42,
            "what `wait` returned while another thread published 42"
        );
        assert_eq!(
            place.wait(),
            &42,
            "`wait` after another thread has waited: a value is read, and stays where it is"
        );
    });
}

#[test]
fn every_reader_may_see_it() {
    explorer().check(|| {
        let place = Arc::new(Published::new());
        let readers: Vec<_> = (0..2)
            .map(|_| {
                let place = Arc::clone(&place);
                thread::spawn(move || place.get().copied())
            })
            .collect();
        // SAFETY: the only call.
        unsafe { place.publish(42) };
        for reader in readers {
            let seen = reader.join().expect("`get` panicked");
            assert!(
                matches!(seen, None | Some(42)),
                "42 is published, and a reader got {seen:?}"
            );
        }
        assert_eq!(
            place.get(),
            Some(&42),
            "`get` after others have read: a value is read, and stays where it is"
        );
    });
}

/// A writer does something else, and then publishes 42. Who has got the value by `look` must see the
/// something else too.
fn sees_what_was_done_before(look: fn(&Published<u32>) -> Option<&u32>, method: &str) {
    let place = Arc::new(Published::new());
    let pages = Arc::new(AtomicU32::new(0));
    let reader = {
        let (place, pages) = (Arc::clone(&place), Arc::clone(&pages));
        thread::spawn(move || {
            // ORDERING: Relaxed: it is `publish` that has to make the pages visible.
            look(&place).map(|_| pages.load(Ordering::Relaxed))
        })
    };
    // ORDERING: as above.
    pages.store(3, Ordering::Relaxed);
    // SAFETY: the only call.
    unsafe { place.publish(42) };
    let seen = reader.join().expect("the reader panicked");
    assert!(
        matches!(seen, None | Some(3)),
        "the writer stored 3 before it called `publish`, and a thread that has got the value from \
         `{method}` does not see it: there is no happens-before from `publish` to the `{method}` \
         that sees its value"
    );
}

#[test]
fn what_the_writer_did_before_is_seen_too() {
    explorer().check(|| sees_what_was_done_before(Published::get, "get"));
}

#[test]
fn also_by_who_has_waited() {
    explorer().check(|| sees_what_was_done_before(|place| Some(place.wait()), "wait"));
}

#[test]
fn the_value_is_dropped_once() {
    struct Counted(Arc<AtomicU32>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    explorer().check(|| {
        let drops = Arc::new(AtomicU32::new(0));
        let place = Published::new();
        // SAFETY: the only call.
        unsafe { place.publish(Counted(Arc::clone(&drops))) };
        assert!(place.get().is_some(), "`get` after `publish`");
        assert_eq!(
            drops.load(Ordering::SeqCst),
            0,
            "the value was dropped while it could still be read"
        );
        drop(place);
        assert_eq!(
            drops.load(Ordering::SeqCst),
            1,
            "how often the value was dropped, when its `Published` is gone"
        );
        drop(Published::<Counted>::new());
    });
}

/// Whether a type is `Send`, or `Sync`: the method of the type itself comes before that of the trait.
macro_rules! is {
    ($trait:ident, $type:ty) => {{
        #[allow(dead_code, reason = "not used when the type is it")]
        trait No {
            fn is(&self) -> bool {
                false
            }
        }
        struct Ask<T>(PhantomData<T>);
        impl<T> No for Ask<T> {}
        #[allow(dead_code, reason = "not used when the type is not it")]
        impl<T: $trait> Ask<T> {
            fn is(&self) -> bool {
                true
            }
        }
        Ask::<$type>(PhantomData).is()
    }};
}

/// It may be looked at from several threads, and has to be dropped on its own.
struct Stays(PhantomData<*const ()>);

// SAFETY: there is nothing in it.
unsafe impl Sync for Stays {}

#[test]
fn it_may_be_shared_if_the_value_may() {
    assert!(
        is!(Sync, Published<u32>) && is!(Send, Published<u32>),
        "a `Published<u32>` must be `Send` and `Sync`: how else would two threads use it?"
    );
    assert!(
        !is!(Sync, Published<Cell<u32>>),
        "a `Published<Cell<u32>>` gives a `&Cell<u32>` to every thread that asks, and a `Cell` \
         must not be shared. It can be shared itself only if `T` is `Sync`"
    );
    assert!(
        !is!(Sync, Published<Stays>) && !is!(Send, Published<Rc<u32>>),
        "what one thread publishes another one may drop, and an `Rc` for instance must not go there. It can be shared or sent itself only if `T` is `Send`"
    );
}
