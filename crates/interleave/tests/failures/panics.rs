//! Panics: in a thread, with a lock held, in a destructor, caught, handed on.

use super::support::{fails, verified};
use interleave::FailureKind::{Deadlock, Misuse, Panic};
use interleave::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::Relaxed;
use interleave::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, TryLockError, mpsc};
use interleave::thread;

#[test]
fn join_hands_a_panic_over() {
    verified(|| {
        let text = thread::spawn(|| panic!("so it goes")).join().unwrap_err();
        assert_eq!(text.downcast_ref::<&str>(), Some(&"so it goes"));
        let number = 7;
        let text = thread::spawn(move || panic!("so it goes, {number}"))
            .join()
            .unwrap_err();
        assert_eq!(text.downcast_ref::<String>().unwrap(), "so it goes, 7");
        let value = thread::spawn(|| panic_any(42_u8)).join().unwrap_err();
        assert_eq!(value.downcast_ref::<u8>(), Some(&42));
    });
}

#[test]
fn an_unwrapped_join_fails_with_the_threads_own_words() {
    let failure = fails(
        Panic,
        &["so it goes", "called `Result::unwrap()` on an `Err` value"],
        || {
            thread::spawn(|| panic!("so it goes")).join().unwrap();
        },
    );
    let steps = &failure.trace().execution.steps;
    let panics: Vec<_> = steps
        .iter()
        .filter(|s| s.action == "panics")
        .map(|s| s.thread)
        .collect();
    assert_eq!(panics, [1, 0], "first the thread, then main");
}

/// std prints a message and goes on; so does the checker, without the message.
#[test]
fn a_panic_that_nobody_asks_for_stops_its_thread_only() {
    verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        drop(thread::spawn(move || {
            theirs.store(1, Relaxed);
            panic!("nobody will know");
        }));
        count.fetch_add(1, Relaxed);
    });
}

#[test]
fn a_panic_in_the_closure_itself_is_the_failure() {
    let failure = fails(
        Panic,
        &["one and one is three", "left: 2", "right: 3"],
        || {
            assert_eq!(1 + 1, 3, "one and one is three");
        },
    );
    let at = failure.trace().at.as_ref().expect("a panic is somewhere");
    assert!(at.file.ends_with("panics.rs"), "{at:?}");
    assert!(at.text.starts_with("assert_eq!(1 + 1, 3"), "{at:?}");
    fails(Panic, &[], || panic_any(42_u8));
    fails(Panic, &[], || resume_unwind(Box::new(42_u8)));
}

#[test]
fn a_panic_with_a_lock_held_poisons_it() {
    verified(|| {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        let broken = thread::spawn(move || {
            let mut value = theirs.lock().unwrap();
            *value = 1;
            panic!("half done");
        });
        assert!(broken.join().is_err());
        assert!(lock.is_poisoned());
        assert!(matches!(lock.try_lock(), Err(TryLockError::Poisoned(_))));
        assert_eq!(*lock.lock().unwrap_err().into_inner(), 1);
        lock.clear_poison();
        assert_eq!(*lock.lock().unwrap(), 1);
    });
    verified(|| {
        let lock = Arc::new(RwLock::new(0));
        let read = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let _value = lock.read().unwrap();
                panic!("only looked");
            })
        };
        assert!(read.join().is_err());
        assert!(!lock.is_poisoned(), "a reader has changed nothing");
        let write = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let _value = lock.write().unwrap();
                panic!("half done");
            })
        };
        assert!(write.join().is_err());
        assert!(lock.read().is_err());
    });
}

/// Whether the other thread finds the lock poisoned depends on who comes first.
#[test]
fn poison_is_seen_by_who_comes_later() {
    let seen = interleave::outcomes(|| {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let broken = thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            panic!("half done");
        });
        let poisoned = lock.lock().is_err();
        assert!(broken.join().is_err());
        poisoned
    });
    assert_eq!(seen, [false, true].into());
    let words = ["PoisonError", "half done"];
    fails(Panic, &words, || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let broken = thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            panic!("half done");
        });
        drop(lock.lock().unwrap());
        let _ = broken.join();
    });
}

#[test]
fn what_a_panic_leaves_behind_is_cleaned_up() {
    verified(|| {
        let (to, from) = mpsc::channel();
        let broken = thread::spawn(move || {
            to.send(1).unwrap();
            panic!("with a sender");
        });
        assert_eq!(from.recv(), Ok(1));
        assert!(from.recv().is_err(), "unwinding has dropped the sender");
        assert!(broken.join().is_err());
    });
    verified(|| {
        let once = Arc::new(Once::new());
        let theirs = Arc::clone(&once);
        let broken = thread::spawn(move || theirs.call_once(|| panic!("half made")));
        assert!(broken.join().is_err());
        assert!(
            catch_unwind(AssertUnwindSafe(|| once.call_once(|| {}))).is_err(),
            "poisoned"
        );
        once.call_once_force(|state| assert!(state.is_poisoned()));
        assert!(once.is_completed());
    });
    verified(|| {
        let cell = Arc::new(OnceLock::new());
        let theirs = Arc::clone(&cell);
        let broken = thread::spawn(move || _ = *theirs.get_or_init(|| panic!("half made")));
        let mine = *cell.get_or_init(|| 1);
        assert_eq!(mine, 1, "a OnceLock is not poisoned");
        let _ = broken.join();
    });
}

#[test]
fn a_caught_panic_is_over() {
    verified(|| {
        let caught = catch_unwind(|| panic!("caught")).unwrap_err();
        assert_eq!(caught.downcast_ref::<&str>(), Some(&"caught"));
        assert!(!thread::panicking());
        let lock = Mutex::new(0);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let _guard = lock.lock().unwrap();
            panic!("with the lock");
        }));
        assert!(caught.is_err());
        assert!(lock.is_poisoned());
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || {
            let caught = catch_unwind(|| panic!("caught"));
            theirs.fetch_add(1, Relaxed);
            resume_unwind(caught.unwrap_err());
        });
        let again = other.join().unwrap_err();
        assert_eq!(again.downcast_ref::<&str>(), Some(&"caught"));
        assert_eq!(count.load(Relaxed), 1);
    });
}

/// The engine ends an execution by unwinding its threads: a `catch_unwind` that swallows everything must not catch that.
#[test]
fn a_catch_all_does_not_keep_an_execution_alive() {
    fails(Deadlock, &["for a message"], || {
        let (to, from) = mpsc::channel::<u32>();
        for _ in 0..3 {
            let _ = catch_unwind(AssertUnwindSafe(|| from.recv()));
        }
        drop(to);
    });
}

/// Counts its drop in a way that other threads can see, and takes a lock for it.
struct Counts(Arc<(Mutex<u32>, AtomicU32, Condvar)>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.1.fetch_add(1, Relaxed);
        *self.0.0.lock().unwrap_or_else(|poison| poison.into_inner()) += 1;
        self.0.2.notify_all();
    }
}

#[test]
fn destructors_do_modelled_things_while_a_panic_unwinds() {
    verified(|| {
        let shared = Arc::new((Mutex::new(0), AtomicU32::new(0), Condvar::new()));
        let threads = [0, 1].map(|_| {
            let counts = Counts(Arc::clone(&shared));
            thread::spawn(move || {
                let _counts = counts;
                panic!("unwinding");
            })
        });
        let dropped = shared.0.lock().unwrap_or_else(|poison| poison.into_inner());
        let dropped = shared.2.wait_while(dropped, |n| *n < 2);
        drop(dropped);
        for thread in threads {
            assert!(thread.join().is_err());
        }
        assert_eq!(shared.1.load(Relaxed), 2);
    });
}

/// A destructor that waits for another thread while its own thread unwinds.
#[test]
fn a_destructor_may_wait_while_a_panic_unwinds() {
    struct Meets(Arc<Barrier>, Option<thread::JoinHandle<()>>);
    impl Drop for Meets {
        fn drop(&mut self) {
            self.0.wait();
            self.1.take().unwrap().join().unwrap();
        }
    }
    verified(|| {
        let broken = thread::spawn(|| {
            let barrier = Arc::new(Barrier::new(2));
            let theirs = Arc::clone(&barrier);
            let other = thread::spawn(move || _ = theirs.wait());
            let _meets = Meets(barrier, Some(other));
            panic!("unwinding");
        });
        assert!(broken.join().is_err());
    });
}

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("in a destructor");
    }
}

#[test]
fn a_panic_in_a_destructor_is_a_panic() {
    verified(|| {
        let broken = thread::spawn(|| drop(PanicsWhenDropped));
        assert!(broken.join().is_err());
        assert!(catch_unwind(|| drop(PanicsWhenDropped)).is_err());
    });
    fails(Panic, &["in a destructor"], || drop(PanicsWhenDropped));
    verified(|| {
        thread::scope(|scope| {
            assert!(scope.spawn(|| drop(PanicsWhenDropped)).join().is_err());
        });
    });
}

#[test]
fn a_panic_while_a_panic_unwinds_is_fine_when_it_is_caught() {
    struct Catches;
    impl Drop for Catches {
        fn drop(&mut self) {
            assert!(thread::panicking());
            assert!(catch_unwind(|| panic!("inner")).is_err());
        }
    }
    verified(|| {
        let broken = thread::spawn(|| {
            let _catches = Catches;
            panic!("outer");
        });
        let message = broken.join().unwrap_err();
        assert_eq!(message.downcast_ref::<&str>(), Some(&"outer"));
    });
}

/// Std aborts the process. The checker says so instead.
#[test]
fn a_panic_that_leaves_a_destructor_while_another_unwinds_is_reported() {
    for _ in 0..2 {
        fails(Panic, &["abort"], || {
            let broken = thread::spawn(|| {
                let _second = PanicsWhenDropped;
                panic!("first");
            });
            let _ = broken.join();
        });
    }
    assert!(
        !::std::thread::panicking(),
        "nothing of it is left on the real thread"
    );
}

#[test]
fn panics_in_several_threads_at_once_are_kept_apart() {
    verified(|| {
        let barrier = Arc::new(Barrier::new(3));
        let threads = ["first", "second", "third"].map(|name| {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || {
                struct Meets(Arc<Barrier>);
                impl Drop for Meets {
                    fn drop(&mut self) {
                        assert!(thread::panicking());
                        self.0.wait();
                    }
                }
                let _meets = Meets(barrier);
                panic!("{name}");
            })
        });
        assert!(!thread::panicking());
        let words = threads.map(|thread| *thread.join().unwrap_err().downcast::<String>().unwrap());
        assert_eq!(words, ["first", "second", "third"]);
    });
}

#[test]
fn hooks_belong_to_the_process() {
    fails(
        Misuse,
        &["the panic hook belongs to the whole process"],
        || {
            interleave::panic::set_hook(Box::new(|_| {}));
        },
    );
}
