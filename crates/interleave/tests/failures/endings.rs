//! Executions that do not end by themselves, and what an abandoned execution leaves behind.

use super::support::{fails, panic_of, verified};
use interleave::FailureKind::{DataRace, Deadlock, Livelock, Panic};
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicBool, AtomicU32};
use interleave::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use interleave::{Explorer, Verdict, hint, thread};
use std::hint::black_box;
use std::mem::MaybeUninit;

/// Nothing can be claimed of a program that does not end.
#[test]
fn a_loop_without_end_is_stopped() {
    let report = interleave::explore(|| {
        let count = AtomicU32::new(0);
        loop {
            count.fetch_add(1, Relaxed);
        }
    });
    let Verdict::Bounded { limit } = report.verdict() else {
        panic!("{:?}", report.verdict());
    };
    assert_eq!(limit, "max_steps(5000)");
    assert!(report.failure().is_none());
}

/// Two such loops have more executions than anyone can wait for.
#[test]
fn two_loops_without_end_are_stopped() {
    let explorer = Explorer::new().max_steps(200).max_executions(100);
    let report = explorer.explore(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        thread::spawn(move || {
            loop {
                theirs.fetch_add(1, Relaxed);
            }
        });
        loop {
            count.fetch_add(1, Relaxed);
        }
    });
    assert!(
        matches!(report.verdict(), Verdict::Bounded { .. }),
        "{:?}",
        report.verdict()
    );
}

#[test]
fn a_spin_that_nothing_ends_is_a_livelock() {
    let words = [
        "a thread spins, and nothing that is left to run will end it",
        "no thread is left that will write it again",
    ];
    for spin in [hint::spin_loop as fn(), thread::yield_now, || {}] {
        fails(Livelock, &words, move || {
            let stop = AtomicBool::new(false);
            while !stop.load(Relaxed) {
                spin();
            }
        });
    }
    fails(Livelock, &words, || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&lock);
        thread::spawn(move || *theirs.lock().unwrap() += 1);
        while *lock.lock().unwrap() < 2 {
            thread::yield_now();
        }
    });
    fails(Livelock, &words, || {
        let (to, from) = mpsc::channel::<u32>();
        while from.try_recv().is_err() {
            thread::yield_now();
        }
        drop(to);
    });
}

/// A spin that another thread ends takes few executions, not one for each turn of the loop.
#[test]
fn a_spin_that_ends_is_no_livelock() {
    let report = verified(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&stop);
        thread::spawn(move || theirs.store(true, Release));
        while !stop.load(Acquire) {
            hint::spin_loop();
        }
    });
    assert!(report.executions() <= 5, "{}", report.executions());
    verified(|| {
        let stop = Arc::new(Mutex::new(false));
        let theirs = Arc::clone(&stop);
        thread::spawn(move || *theirs.lock().unwrap() = true);
        while !*stop.lock().unwrap() {
            thread::yield_now();
        }
    });
}

/// Threads that ask again and again through a lock: only what somebody changed is news to them.
#[test]
fn asking_through_a_lock_comes_to_an_end() {
    let report = verified(|| {
        let stop = Arc::new(Mutex::new(false));
        let askers = [(); 2].map(|()| {
            let stop = Arc::clone(&stop);
            thread::spawn(move || while !*stop.lock().unwrap() {})
        });
        *stop.lock().unwrap() = true;
        for asker in askers {
            asker.join().unwrap();
        }
    });
    assert!(report.executions() <= 50, "{}", report.executions());
    // What is on the heap may change without a change of what the lock holds.
    verified(|| {
        let flags = Arc::new(Mutex::new(vec![false]));
        let theirs = Arc::clone(&flags);
        thread::spawn(move || theirs.lock().unwrap()[0] = true);
        while !flags.lock().unwrap()[0] {
            thread::yield_now();
        }
    });
    let stop = || Mutex::new(false);
    fails(Livelock, &["spins"], move || {
        let stop = stop();
        while !*stop.lock().unwrap() {}
    });
}

/// A loop that looks from different depths of calls. The deeper frames have room that nothing was written to, and what the
/// checker's own frames have left there is no news.
#[test]
fn a_look_some_calls_deep_is_still_only_a_look() {
    #[inline(never)]
    fn look(place: &AtomicU32, deeper: u32) -> bool {
        let mut room = MaybeUninit::<[u64; 64]>::uninit();
        black_box(&mut room);
        let found = match deeper {
            0 => place.load(Acquire) > 0,
            _ => look(place, deeper - 1),
        };
        black_box(&mut room);
        found
    }
    let report = verified(|| {
        let places = Arc::new([(); 2].map(|()| AtomicU32::new(0)));
        let theirs = Arc::clone(&places);
        thread::spawn(move || theirs[1].store(1, Release));
        while places[0].load(Acquire) == 0 && !look(&places[1], 3) {
            thread::yield_now();
        }
    });
    assert!(report.executions() <= 5, "{}", report.executions());
}

/// A lock whose data are only counted up by the loop itself is no lock that is only asked.
#[test]
fn counting_under_a_lock_is_no_spin() {
    verified(|| {
        let (inside, boxed) = (Mutex::new(0), Mutex::new(Box::new(0)));
        while *inside.lock().unwrap() < 5 {
            *inside.lock().unwrap() += 1;
        }
        while **boxed.lock().unwrap() < 5 {
            **boxed.lock().unwrap() += 1;
        }
    });
}

/// Two spin locks of `swap` are news to each other with each failure, though nothing has changed.
#[test]
fn failed_swaps_are_no_news() {
    let report = verified(|| {
        let taken = Arc::new(AtomicBool::new(false));
        let threads = [(); 3].map(|()| {
            let taken = Arc::clone(&taken);
            thread::spawn(move || {
                while taken.swap(true, Acquire) {}
                taken.store(false, Release);
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
    });
    assert!(report.executions() <= 100, "{}", report.executions());
}

/// The value was read once, before the loop: nobody can end that.
#[test]
#[allow(clippy::while_immutable_condition, reason = "that is the mistake")]
fn a_loop_that_reads_nothing_is_a_livelock() {
    fails(Livelock, &["spins"], || {
        let ready = AtomicBool::new(false).load(Acquire);
        while !ready {
            hint::spin_loop();
        }
    });
    verified(|| (0..3_000).for_each(|_| thread::yield_now()));
}

/// With and without `spin_loop`: that the cell is no atomic is found when the other thread writes.
#[test]
fn a_loop_on_a_plain_cell_is_a_race() {
    struct Flag(interleave::cell::UnsafeCell<bool>);
    // SAFETY: not sound; that is what the checker has to find. Modelled threads share one real thread.
    unsafe impl Sync for Flag {}
    let body = |hint: fn()| {
        move || {
            let flag = Arc::new(Flag(interleave::cell::UnsafeCell::new(false)));
            let theirs = Arc::clone(&flag);
            // SAFETY: alive; see above.
            thread::spawn(move || unsafe { *theirs.0.get() = true });
            // SAFETY: as above.
            while unsafe { !*flag.0.get() } {
                hint();
            }
        }
    };
    fails(DataRace, &["data race"], body(hint::spin_loop));
    fails(DataRace, &["data race"], body(|| {}));
}

/// A check that came to no end has proven nothing.
#[test]
fn check_does_not_pass_when_a_limit_was_hit() {
    let endless = || {
        let count = AtomicU32::new(0);
        loop {
            count.fetch_add(1, Relaxed);
        }
    };
    let message = panic_of(move || interleave::check(endless));
    assert!(
        message.starts_with("not verified: max_steps(5000)"),
        "{message}"
    );
    let two = || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        thread::spawn(move || theirs.fetch_add(1, Relaxed));
        count.fetch_add(1, Relaxed);
    };
    let message = panic_of(move || Explorer::new().max_executions(1).check(two));
    assert!(
        message.starts_with("not verified: max_executions(1)"),
        "{message}"
    );
    // This bound says which executions are meant.
    Explorer::new().preemption_bound(1).check(two);
}

/// A destructor that waits for a thread, and wants it to have ended well, while the execution is unwound.
#[test]
fn a_destructor_that_joins_does_not_panic_in_the_end() {
    struct Joins(Option<thread::JoinHandle<()>>);
    impl Drop for Joins {
        fn drop(&mut self) {
            self.0.take().unwrap().join().unwrap();
        }
    }
    fails(Deadlock, &["waits"], || {
        let _joins = Joins(Some(thread::spawn(|| panic!("so it goes"))));
        interleave::sync::Barrier::new(2).wait();
    });
}

/// A bounded spin is a loop like any other: it may give up.
#[test]
fn a_spin_that_counts_may_give_up() {
    let seen = interleave::outcomes(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&stop);
        thread::spawn(move || theirs.store(true, Release));
        for turn in 0..3 {
            if stop.load(Acquire) {
                return Some(turn);
            }
            hint::spin_loop();
        }
        None
    });
    assert_eq!(seen, [None, Some(0), Some(1), Some(2)].into());
}

/// Says in its destructor what it has to say, whatever state the execution is in when it is given up.
struct Nosy {
    lock: Arc<Mutex<u32>>,
    rwlock: Arc<RwLock<u32>>,
    condvar: Arc<Condvar>,
    atomic: Arc<AtomicU32>,
    to: mpsc::SyncSender<u32>,
    from: Option<mpsc::Receiver<u32>>,
    other: Option<thread::JoinHandle<()>>,
}

impl Drop for Nosy {
    fn drop(&mut self) {
        *self.lock.lock().unwrap() += 1;
        *self.rwlock.write().unwrap() += 1;
        self.condvar.notify_all();
        while self.atomic.load(Relaxed) == 0 {
            self.atomic.fetch_add(1, Relaxed);
        }
        let _ = self.to.send(1);
        if let Some(from) = self.from.take() {
            for _ in from.try_iter() {}
        }
        self.other.take().unwrap().join().unwrap();
        assert_eq!(*self.rwlock.read().unwrap(), 1);
    }
}

/// Threads are given up in the middle of whatever they do; their destructors must not bring the process down.
#[test]
fn an_execution_can_be_given_up_anywhere() {
    for _ in 0..3 {
        fails(Deadlock, &["to lock Mutex 1"], || {
            let (to, from) = mpsc::sync_channel(1);
            let lock = Arc::new(Mutex::new(0));
            let held = lock.lock().unwrap();
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || {
                *theirs.lock().unwrap() += 1;
            });
            let nosy = Nosy {
                lock: Arc::clone(&lock),
                rwlock: Arc::default(),
                condvar: Arc::default(),
                atomic: Arc::default(),
                to,
                from: Some(from),
                other: Some(other),
            };
            // Waits for itself; then everything is dropped with the lock still held.
            drop(lock.lock().unwrap());
            drop(nosy);
            drop(held);
        });
    }
    fails(Panic, &["give up"], || {
        let (to, from) = mpsc::sync_channel(0);
        let other = thread::spawn(thread::park);
        let _nosy = Nosy {
            lock: Arc::default(),
            rwlock: Arc::default(),
            condvar: Arc::default(),
            atomic: Arc::default(),
            to,
            from: Some(from),
            other: Some(other),
        };
        let other = thread::spawn(|| panic!("give up"));
        // The destructor waits for ever for its thread: the panic of main would wait with it.
        std::mem::forget(_nosy);
        other.join().unwrap();
    });
}

/// What a scoped thread borrows is there until it has been unwound.
#[test]
fn scoped_threads_are_given_up_before_what_they_borrow() {
    struct Reads<'a>(&'a [String], &'a AtomicU32);
    impl Drop for Reads<'_> {
        fn drop(&mut self) {
            assert_eq!(self.0.concat(), "abc");
            self.1.fetch_add(1, Relaxed);
        }
    }
    fails(Deadlock, &["for a message from channel 1"], || {
        let words = ["a", "b", "c"].map(str::to_owned);
        let count = AtomicU32::new(0);
        let (_to, from) = mpsc::channel::<u32>();
        let (words, count) = (&words, &count);
        thread::scope(|scope| {
            scope.spawn(move || {
                let _reads = Reads(words, count);
                from.recv().unwrap();
            });
            let _reads = Reads(words, count);
        });
    });
}

/// Executions are torn down one after the other; nothing of one is left in the next.
#[test]
fn a_check_after_a_failed_one_starts_afresh() {
    let deadlock = || {
        let lock = Mutex::new(0);
        let _first = lock.lock().unwrap();
        let _second = lock.lock().unwrap();
    };
    for _ in 0..3 {
        fails(Deadlock, &["waits for what it holds itself"], deadlock);
        verified(|| {
            let lock = Mutex::new(0);
            *lock.lock().unwrap() += 1;
        });
    }
    // Outside of a check the same types are std's.
    let lock = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&lock);
    thread::spawn(move || *theirs.lock().unwrap() += 1)
        .join()
        .unwrap();
    assert_eq!(*lock.lock().unwrap(), 1);
}

/// Deep recursion in a modelled thread has the stack that a thread of std has.
#[test]
fn a_modelled_thread_has_a_stack_like_any_other() {
    fn deep(n: u32) -> u64 {
        let pad = std::hint::black_box([u64::from(n); 16]);
        if n == 0 { 0 } else { deep(n - 1) + pad[3] }
    }
    verified(|| {
        let sum = thread::spawn(|| deep(5_000)).join().unwrap();
        assert_eq!(sum, 5_000 * 5_001 / 2);
    });
}
