//! Statics, lazily built values and thread-locals start afresh in every execution.

mod support;

use interleave::cell::{Cell, RefCell};
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Relaxed, SeqCst};
use interleave::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use interleave::{outcomes, thread, thread_local};
use support::verified;

/// More executions than one, in which a thread of two adds to something.
#[track_caller]
fn two_add(add: fn() -> u32) {
    let report = verified(move || {
        let other = thread::spawn(add);
        let mine = add();
        let mut all = [mine, other.join().unwrap()];
        all.sort_unstable();
        assert_eq!(
            all,
            [1, 2],
            "the first execution and every other start at 0"
        );
    });
    assert_eq!(report.executions(), 2);
}

#[test]
fn static_atomics_start_afresh() {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    for _ in 0..3 {
        two_add(|| COUNT.fetch_add(1, Relaxed) + 1);
    }
    assert_eq!(COUNT.load(Relaxed), 0, "the static itself is as it was");
}

#[test]
fn static_locks_start_afresh_with_what_they_own() {
    static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static COUNT: RwLock<u32> = RwLock::new(0);
    two_add(|| {
        let mut names = NAMES.lock().unwrap();
        names.push("a name that is on the heap".to_owned());
        names.len() as u32
    });
    two_add(|| {
        let mut count = COUNT.write().unwrap();
        *count += 1;
        *count
    });
    assert!(NAMES.lock().unwrap().is_empty());
}

#[test]
fn a_poisoned_static_is_whole_again() {
    static BROKEN: Mutex<u32> = Mutex::new(0);
    for _ in 0..2 {
        verified(|| {
            assert!(!BROKEN.is_poisoned(), "before");
            let other = thread::spawn(|| {
                let _guard = BROKEN.lock().unwrap();
                panic!("half done");
            });
            assert!(other.join().is_err());
            assert!(BROKEN.is_poisoned(), "after");
        });
    }
}

/// A static that an execution leaves locked is free in the next.
#[test]
fn a_static_left_locked_is_free_again() {
    static HELD: Mutex<u32> = Mutex::new(0);
    let report = verified(|| {
        let other = thread::spawn(|| std::mem::forget(HELD.try_lock().unwrap()));
        other.join().unwrap();
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        thread::spawn(move || theirs.fetch_add(1, Relaxed));
        count.fetch_add(1, Relaxed);
        assert!(HELD.try_lock().is_err());
    });
    assert_eq!(report.executions(), 2);
}

#[test]
fn lazily_built_statics_are_built_in_each_execution() {
    static MADE: AtomicU32 = AtomicU32::new(0);
    static LAZY: LazyLock<String> = LazyLock::new(|| {
        MADE.fetch_add(1, SeqCst);
        "made".to_owned()
    });
    static CELL: OnceLock<u32> = OnceLock::new();
    static ONCE: Once = Once::new();
    for _ in 0..2 {
        let report = verified(|| {
            assert!(CELL.get().is_none(), "not yet made in this execution");
            assert!(!ONCE.is_completed());
            let other = thread::spawn(|| LAZY.len());
            assert_eq!(*LAZY, "made");
            assert_eq!(other.join().unwrap(), 4);
            assert_eq!(MADE.load(SeqCst), 1, "once in each execution");
            CELL.get_or_init(|| 7);
            ONCE.call_once(|| {});
        });
        assert!(report.executions() > 1);
    }
}

#[test]
fn static_conditions_and_barriers_start_afresh() {
    static MEET: Barrier = Barrier::new(2);
    static SET: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());
    for _ in 0..2 {
        verified(|| {
            let other = thread::spawn(|| {
                MEET.wait();
                *SET.0.lock().unwrap() = true;
                SET.1.notify_one();
            });
            MEET.wait();
            let set = SET.1.wait_while(SET.0.lock().unwrap(), |set| !*set);
            assert!(*set.unwrap());
            other.join().unwrap();
        });
    }
}

/// A static in a function, one in a generic type's method, a struct of several.
#[test]
fn statics_are_found_wherever_they_stand() {
    struct Stats {
        hits: AtomicU32,
        names: Mutex<Vec<u32>>,
    }
    static STATS: Stats = Stats {
        hits: AtomicU32::new(10),
        names: Mutex::new(vec![]),
    };
    static MANY: [AtomicU32; 3] = [const { AtomicU32::new(5) }; 3];
    fn next() -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        NEXT.fetch_add(1, Relaxed)
    }
    let seen = outcomes(|| {
        let one = || {
            STATS.hits.fetch_add(1, Relaxed);
            STATS.names.lock().unwrap().push(1);
            MANY[1].fetch_add(1, Relaxed);
            next()
        };
        let other = thread::spawn(one);
        one();
        other.join().unwrap();
        let names = STATS.names.lock().unwrap().len() as u32;
        [
            STATS.hits.load(Relaxed),
            names,
            MANY[0].load(Relaxed),
            MANY[1].load(Relaxed),
            next(),
        ]
    });
    assert_eq!(seen, [[12, 2, 5, 7, 3]].into());
}

/// What a static was changed to outside of any check is not what a check starts with: that is the program's initial value.
#[test]
fn a_check_starts_with_the_programs_own_initial_value() {
    static COUNT: AtomicU32 = AtomicU32::new(3);
    COUNT.store(8, Relaxed);
    verified(|| {
        assert_eq!(COUNT.load(Relaxed), 3);
        COUNT.store(4, Relaxed);
    });
    assert_eq!(COUNT.load(Relaxed), 8);
}

/// Tests run in parallel, and may explore the same static.
#[test]
fn explorations_on_several_real_threads_do_not_meet() {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            ::std::thread::spawn(|| {
                for _ in 0..20 {
                    two_add(|| COUNT.fetch_add(1, Relaxed) + 1);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static LOG: RefCell<Vec<String>> = RefCell::new(vec!["first".to_owned()]);
}

#[test]
fn thread_locals_start_afresh_in_every_thread_of_every_execution() {
    CALLS.set(100);
    let report = verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let work = |count: &AtomicU32| {
            CALLS.set(CALLS.get() + 1);
            LOG.with_borrow_mut(|log| log.push("second".to_owned()));
            count.fetch_add(CALLS.get(), Relaxed);
            assert_eq!(LOG.take(), ["first", "second"]);
        };
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || work(&theirs));
        work(&count);
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 2);
    });
    assert_eq!(report.executions(), 2);
    assert_eq!(CALLS.get(), 100, "the real thread's own is as it was");
}

/// A thread-local is dropped when its thread ends, before `join` returns.
#[test]
fn thread_locals_are_dropped_with_their_thread() {
    struct Counts(Arc<AtomicU32>);
    impl Drop for Counts {
        fn drop(&mut self) {
            self.0.fetch_add(1, Relaxed);
        }
    }
    thread_local! {
        static KEPT: RefCell<Option<Counts>> = const { RefCell::new(None) };
    }
    verified(|| {
        let count = Arc::new(AtomicU32::new(0));
        let counts = Counts(Arc::clone(&count));
        let other = thread::spawn(move || KEPT.set(Some(counts)));
        other.join().unwrap();
        assert_eq!(count.load(Relaxed), 1);
        KEPT.with_borrow(|kept| assert!(kept.is_none()));
    });
}
