//! Threads in the model end, panic, are named and keep their own values as std's do.
extern crate interleave as std;

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};
use std::{FailureKind, check, explore, outcomes, thread_local};

#[test]
fn join_gives_what_the_thread_returned_or_panicked_with() {
    check(|| {
        assert_eq!(thread::spawn(|| 17).join().unwrap(), 17);
        let payload = thread::spawn(|| panic!("the reason")).join().unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"the reason"));
        let payload = thread::spawn(|| std::panic::panic_any(5_u8))
            .join()
            .unwrap_err();
        assert_eq!(payload.downcast_ref::<u8>(), Some(&5));
    });
}

#[test]
fn names_and_ids_are_the_threads_own() {
    check(|| {
        assert_eq!(thread::current().name(), Some("main"));
        let named = Builder::new().name("cook".to_owned());
        let cook = named
            .spawn(|| {
                (
                    thread::current().id(),
                    thread::current().name() == Some("cook"),
                )
            })
            .unwrap();
        let id = cook.thread().id();
        assert_eq!(cook.thread().name(), Some("cook"));
        assert_eq!(cook.join().unwrap(), (id, true));
        let nameless = thread::spawn(|| thread::current().name().is_none());
        assert_ne!(nameless.thread().id(), id);
        assert!(nameless.join().unwrap());
        assert_ne!(thread::current().id(), id);
    });
}

#[test]
fn an_unjoined_panic_in_a_scope_is_the_scopes() {
    let report = explore(|| {
        thread::scope(|scope| {
            scope.spawn(|| panic!("unseen"));
        });
    });
    let failure = report.failure().expect("a panic");
    assert_eq!(failure.kind(), FailureKind::Panic);
    check(|| {
        let seen = thread::scope(|scope| scope.spawn(|| panic!("seen")).join().is_err());
        assert!(seen);
    });
}

#[test]
fn a_scope_waits_for_threads_that_its_threads_start() {
    let seen = outcomes(|| {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                scope.spawn(|| done.store(true, Ordering::Relaxed));
            });
        });
        done.load(Ordering::Relaxed)
    });
    assert_eq!(seen, [true].into());
}

#[test]
fn a_panic_can_be_caught() {
    check(|| {
        let caught = std::panic::catch_unwind(|| panic!("caught"));
        assert!(caught.is_err());
        assert!(!thread::panicking());
        let rethrown = thread::spawn(|| {
            let payload = std::panic::catch_unwind(|| panic!("again")).unwrap_err();
            std::panic::resume_unwind(payload)
        });
        let payload = rethrown.join().unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"again"));
    });
}

/// Catches a panic in its destructor.
struct Catching;

impl Drop for Catching {
    fn drop(&mut self) {
        let before = thread::panicking();
        assert!(std::panic::catch_unwind(|| panic!("inner")).is_err());
        assert_eq!(thread::panicking(), before);
    }
}

#[test]
fn a_resumed_panic_and_one_caught_while_unwinding_count_as_stds_do() {
    let test = || {
        let lock = Arc::new(Mutex::new(()));
        for resumed in [true, false] {
            let theirs = Arc::clone(&lock);
            let panicked = thread::spawn(move || {
                let _guard = theirs.lock().unwrap();
                let _catching = Catching;
                if resumed {
                    std::panic::resume_unwind(Box::new(1));
                }
                panic!("outer");
            });
            assert!(panicked.join().is_err());
            assert!(lock.is_poisoned());
            lock.clear_poison();
        }
        drop(Catching);
    };
    test();
    check(test);
}

#[test]
fn an_unpark_is_not_lost() {
    check(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let main = thread::current();
        let theirs = Arc::clone(&ready);
        let other = thread::spawn(move || {
            theirs.store(true, Ordering::Relaxed);
            main.unpark();
        });
        while !ready.load(Ordering::Relaxed) {
            thread::park();
        }
        other.join().unwrap();
    });
}

#[test]
fn a_park_that_nobody_ends_is_a_deadlock() {
    let report = explore(|| {
        loop {
            thread::park();
        }
    });
    let failure = report.failure().expect("a deadlock");
    assert!(
        matches!(
            failure.kind(),
            FailureKind::Deadlock | FailureKind::Livelock
        ),
        "{failure}"
    );
}

/// What the destructors below have noted.
type Notes = Arc<Mutex<Vec<&'static str>>>;

/// Notes its name when it is dropped, and whether the other thread-local can still be used then.
struct Noting(&'static str, Notes);

impl Drop for Noting {
    fn drop(&mut self) {
        self.1.lock().unwrap().push(self.0);
        let own = match self.0 {
            "first" => FIRST.try_with(|_| ()),
            _ => SECOND.try_with(|_| ()),
        };
        assert!(own.is_err(), "its own destructor has begun");
    }
}

thread_local! {
    static FIRST: RefCell<Option<Noting>> = const { RefCell::new(None) };
    static SECOND: RefCell<Option<Noting>> = const { RefCell::new(None) };
    static COUNTER: Cell<u32> = const { Cell::new(0) };
    static NEVER: Cell<u32> = panic!("`set` skips this");
}

#[test]
fn thread_locals_are_dropped_at_the_end_of_their_thread_the_youngest_first() {
    check(|| {
        let notes = Notes::default();
        let theirs = Arc::clone(&notes);
        thread::spawn(move || {
            FIRST.set(Some(Noting("first", Arc::clone(&theirs))));
            SECOND.set(Some(Noting("second", Arc::clone(&theirs))));
            theirs.lock().unwrap().push("end");
        })
        .join()
        .unwrap();
        assert_eq!(*notes.lock().unwrap(), ["end", "second", "first"]);
    });
}

#[test]
fn each_thread_has_its_own_thread_locals() {
    check(|| {
        COUNTER.set(COUNTER.get() + 1);
        let theirs = thread::spawn(|| {
            COUNTER.set(COUNTER.get() + 10);
            COUNTER.get()
        });
        assert_eq!(theirs.join().unwrap(), 10);
        assert_eq!(COUNTER.get(), 1);
        NEVER.set(4);
        assert_eq!(NEVER.get(), 4);
    });
}

#[test]
fn is_finished_can_be_either_until_the_join() {
    let seen = outcomes(|| {
        let thread = thread::spawn(|| {});
        let finished = thread.is_finished();
        thread.join().unwrap();
        finished
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn available_parallelism_is_the_same_on_every_machine() {
    let seen = outcomes(|| thread::available_parallelism().unwrap().get());
    assert_eq!(seen, [2].into());
}

#[test]
fn time_is_virtual() {
    const HOUR: Duration = Duration::from_secs(3600);
    let seen = outcomes(|| {
        let start = Instant::now();
        thread::sleep(HOUR);
        let child = thread::spawn(move || {
            let inherited = start.elapsed() >= HOUR;
            thread::sleep(HOUR);
            inherited
        });
        let inherited = child.join().unwrap();
        (
            inherited,
            start.elapsed() >= 2 * HOUR,
            start.elapsed() < 3 * HOUR,
        )
    });
    assert_eq!(seen, [(true, true, true)].into());
}

#[test]
fn a_sleep_orders_nothing() {
    let seen = outcomes(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, Ordering::Relaxed));
        thread::sleep(Duration::from_secs(1));
        let seen = flag.load(Ordering::Relaxed);
        other.join().unwrap();
        seen
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn a_builder_refuses_the_names_that_std_refuses() {
    let spawn = || {
        Builder::new()
            .name("a\0b".to_owned())
            .spawn(|| {})
            .map(|_| ())
    };
    assert!(std::panic::catch_unwind(spawn).is_err());
    let report = explore(move || spawn().unwrap());
    assert_eq!(report.failure().unwrap().kind(), FailureKind::Panic);
}

/// As with std: what has nothing to drop is there until the thread has ended.
#[test]
fn a_thread_local_without_a_destructor_outlives_the_others() {
    use std::cell::Cell;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    static SEEN: AtomicU64 = AtomicU64::new(0);
    struct Last;
    impl Drop for Last {
        fn drop(&mut self) {
            OWN.set(OWN.get() + 1);
            SEEN.store(OWN.get(), Relaxed);
        }
    }
    thread_local! {
        static LAST: Last = const { Last };
        static OWN: Cell<u64> = const { Cell::new(0) };
    }
    check(|| {
        let other = std::thread::spawn(|| {
            LAST.with(|_| {});
            OWN.set(1);
        });
        other.join().unwrap();
        assert_eq!(SEEN.load(Relaxed), 2);
    });
}
