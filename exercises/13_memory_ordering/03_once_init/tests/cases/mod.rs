//! What `InitOnce` must do, in every execution.

use crate::subject::InitOnce;
use std as interleave;
use std::cell::Cell;
use std::marker::PhantomData;
use std::panic::{self, AssertUnwindSafe};
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
            "There is no happens-before from the writing of the value to the other access, so \
             somebody may get a half-built value. Who takes no lock has nothing but one load to \
             rely on. Does that load acquire, does it see a store that releases, and is the value \
             written before that store? Is the value written a second time? Does `get_or_init` wait \
             until the value is built, when it finds that another thread is building it?",
        )
        .on(
            FailureKind::Livelock,
            "A loop waits for something that will not come. Does `get` wait for the value while it \
             is being built? Does a loop ask for a state that nobody sets?",
        )
        .on(
            FailureKind::Deadlock,
            "Does a thread lock what it has locked already? In one of these tests `get` is called \
             while the value is being built, and must say `None` then, and not wait.",
        )
}

/// A value that takes two steps to be built: memory first, then what belongs into it.
fn build_in_two_steps() -> Box<AtomicU32> {
    let built = Box::new(AtomicU32::new(0));
    // ORDERING: Relaxed: it is `InitOnce` that has to make this visible.
    built.store(8, Ordering::Relaxed);
    built
}

/// Fails unless the value is seen as it was when it was built.
fn assert_whole(value: &AtomicU32, method: &str) {
    // ORDERING: as above.
    let seen = value.load(Ordering::Relaxed);
    assert_eq!(
        seen, 8,
        "half-built: the value was 8 when `build` returned it, and who got it from `{method}` \
         sees {seen}: there is no happens-before from `build` to this thread"
    );
}

#[test]
fn it_is_built_when_it_is_first_asked_for() {
    explorer().check(|| {
        let place = InitOnce::new();
        assert_eq!(place.get(), None, "`get` before anything was built");
        assert_eq!(place.get_or_init(|| 8), &8, "the first `get_or_init`");
        assert_eq!(
            place.get_or_init(|| panic!("`build` was called although the value is there")),
            &8,
            "the second `get_or_init`"
        );
        assert_eq!(place.get(), Some(&8), "`get` when the value is built");
    });
}

#[test]
fn two_threads_build_it_once() {
    explorer().check(|| {
        let place = Arc::new(InitOnce::new());
        let builds = Arc::new(AtomicU32::new(0));
        let get = |place: &InitOnce<u32>, builds: &AtomicU32, mine| {
            let value = place.get_or_init(|| {
                builds.fetch_add(1, Ordering::Relaxed);
                mine
            });
            *value
        };
        let other = {
            let (place, builds) = (Arc::clone(&place), Arc::clone(&builds));
            thread::spawn(move || get(&place, &builds, 1))
        };
        let mine = get(&place, &builds, 2);
        let other = other.join().expect("`get_or_init` panicked");
        let builds = builds.load(Ordering::Relaxed);
        assert!(
            builds < 2,
            "built twice: two threads called `get_or_init`, and both called `build`. What one has \
             seen before it had the lock may no longer be so when it has it"
        );
        assert_eq!(
            mine, other,
            "two threads got different values from one place"
        );
    });
}

#[test]
fn who_looks_sees_it_whole() {
    explorer().check(|| {
        let place = Arc::new(InitOnce::new());
        let builder = {
            let place = Arc::clone(&place);
            thread::spawn(move || {
                place.get_or_init(build_in_two_steps);
            })
        };
        if let Some(value) = place.get() {
            assert_whole(value, "get");
        }
        builder.join().expect("`get_or_init` panicked");
        assert!(
            place.get().is_some(),
            "`get` after the thread that built the value was joined"
        );
    });
}

#[test]
fn who_comes_second_sees_it_whole() {
    explorer().check(|| {
        let place = Arc::new(InitOnce::new());
        let other = {
            let place = Arc::clone(&place);
            thread::spawn(move || {
                place.get_or_init(build_in_two_steps);
            })
        };
        let mine = panic::catch_unwind(AssertUnwindSafe(|| place.get_or_init(build_in_two_steps)));
        // Before the join, after which everything is seen.
        if let Ok(value) = &mine {
            assert_whole(value, "get_or_init");
        }
        let other = other.join();
        assert!(
            mine.is_ok() && other.is_ok(),
            "`get_or_init` panicked, and `build` did not: two threads called it at the same time. \
             Did the second one find that the first has begun, and take the value that is not there \
             yet? It has to wait until the value is built"
        );
    });
}

#[test]
fn get_does_not_wait_for_the_builder() {
    explorer().check(|| {
        let place = InitOnce::new();
        let mut seen = None;
        place.get_or_init(|| {
            seen = place.get().copied();
            8
        });
        assert_eq!(
            seen, None,
            "`get`, called while `build` was running: the value was not there yet"
        );
    });
}

/// The value is built, and then two threads ask for it: at the same time, or one after the other.
/// Returns how many executions that has.
fn executions_when_two_ask(at_once: bool) -> u64 {
    let report = explorer().explore(move || {
        let place = Arc::new(InitOnce::new());
        place.get_or_init(|| 8);
        let ask = || {
            let place = Arc::clone(&place);
            thread::spawn(move || {
                place.get_or_init(|| 9);
                place.get();
            })
        };
        let first = ask();
        let first = if at_once {
            Some(first)
        } else {
            first.join().expect("`get_or_init` panicked");
            None
        };
        let second = ask();
        for thread in first.into_iter().chain([second]) {
            thread.join().expect("`get_or_init` panicked");
        }
    });
    if let Some(failure) = report.failure() {
        panic!("{failure}");
    }
    report.executions()
}

#[test]
fn who_finds_it_built_disturbs_nobody() {
    let (one_after_the_other, at_once) = (
        executions_when_two_ask(false),
        executions_when_two_ask(true),
    );
    // When threads only read, no order of theirs can be told from another: that they run at the same
    // time adds no execution.
    assert_eq!(
        at_once, one_after_the_other,
        "the value is built, and two threads ask for it: they do not only read, for it makes a \
         difference which of them comes first (executions when they ask at the same time, and \
         when they ask one after the other). Does every call take the lock, or write something?"
    );
}

#[test]
fn every_value_that_was_made_is_dropped() {
    struct Counted(Arc<AtomicU32>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    explorer().check(|| {
        let place = Arc::new(InitOnce::new());
        let made = Arc::new(AtomicU32::new(0));
        let dropped = Arc::new(AtomicU32::new(0));
        let ask = |place: &InitOnce<Counted>, made: &AtomicU32, dropped: &Arc<AtomicU32>| {
            place.get_or_init(|| {
                made.fetch_add(1, Ordering::Relaxed);
                Counted(Arc::clone(dropped))
            });
        };
        let other = {
            let (place, made, dropped) =
                (Arc::clone(&place), Arc::clone(&made), Arc::clone(&dropped));
            thread::spawn(move || ask(&place, &made, &dropped))
        };
        ask(&place, &made, &dropped);
        other.join().expect("`get_or_init` panicked");
        drop(place);
        let (made, dropped) = (
            made.load(Ordering::Relaxed),
            dropped.load(Ordering::Relaxed),
        );
        assert_eq!(
            made, dropped,
            "values made, and values dropped, when the place is gone: what is made is dropped \
             once, also by a thread whose value was not taken"
        );
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
        is!(Sync, InitOnce<u32>) && is!(Send, InitOnce<u32>),
        "a `InitOnce<u32>` must be `Send` and `Sync`: how else would two threads use it?"
    );
    assert!(
        !is!(Sync, InitOnce<Cell<u32>>),
        "a `InitOnce<Cell<u32>>` gives a `&Cell<u32>` to every thread that asks, and a `Cell` \
         must not be shared. It can be shared itself only if `T` is `Sync`"
    );
    assert!(
        !is!(Sync, InitOnce<Stays>) && !is!(Send, InitOnce<Rc<u32>>),
        "what one thread builds another one may drop, and an `Rc` for instance must not go there. It can be shared or sent itself only if `T` is `Send`"
    );
}
