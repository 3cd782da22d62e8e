//! One thread writes data and says so; another sees that it was said, and reads. What is seen in between is up to the orderings.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Panic};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use interleave::sync::atomic::{AtomicBool, AtomicU32, fence};
use interleave::sync::{Arc, Mutex, OnceLock};
use interleave::{hint, thread};

#[derive(Default)]
struct Message {
    data: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: the data is written before `ready` is set, and read after it was seen; whether that is enough is what the checker
// finds out.
unsafe impl Sync for Message {}

fn publish(store: Ordering, load: Ordering) -> impl Fn() + Send + Sync + 'static {
    move || {
        let message = Arc::new(Message::default());
        let writer = {
            let message = Arc::clone(&message);
            thread::spawn(move || {
                // SAFETY: alive; nobody else is there before `ready` is set.
                unsafe { *message.data.get() = 42 };
                message.ready.store(true, store);
            })
        };
        while !message.ready.load(load) {
            hint::spin_loop();
        }
        // SAFETY: alive; written before, if the orderings are right.
        assert_eq!(unsafe { *message.data.get() }, 42);
        writer.join().unwrap();
    }
}

#[test]
fn a_relaxed_flag_publishes_nothing() {
    let words = [
        "data race",
        "*message.data.get()",
        "no release store that an acquire load has read",
    ];
    fails(DataRace, &words, publish(Relaxed, Relaxed));
    fails(DataRace, &words, publish(Release, Relaxed));
    fails(DataRace, &words, publish(Relaxed, Acquire));
}

#[test]
fn a_released_flag_publishes_to_who_acquires_it() {
    verified(publish(Release, Acquire));
    verified(publish(SeqCst, SeqCst));
}

#[test]
fn fences_publish_too() {
    let body = |before: Ordering, after: Ordering| {
        move || {
            let message = Arc::new(Message::default());
            let writer = {
                let message = Arc::clone(&message);
                thread::spawn(move || {
                    // SAFETY: as above.
                    unsafe { *message.data.get() = 42 };
                    fence(before);
                    message.ready.store(true, Relaxed);
                })
            };
            while !message.ready.load(Relaxed) {
                hint::spin_loop();
            }
            fence(after);
            // SAFETY: as above.
            assert_eq!(unsafe { *message.data.get() }, 42);
            writer.join().unwrap();
        }
    };
    verified(body(Release, Acquire));
    fails(DataRace, &["data race"], body(Acquire, Acquire));
    fails(DataRace, &["data race"], body(Release, Release));
}

/// The same with an atomic for the data: no data race, but an old value.
#[test]
fn relaxed_message_passing_reads_old_data() {
    let body = |store: Ordering, load: Ordering| {
        move || {
            let shared = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
            let writer = {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    shared.0.store(42, Relaxed);
                    shared.1.store(true, store);
                })
            };
            if shared.1.load(load) {
                assert_eq!(shared.0.load(Relaxed), 42, "ready, and the data is old");
            }
            writer.join().unwrap();
        }
    };
    let old = "although thread 1 has written 42 in line";
    let with = "With Release there and Acquire here it would";
    fails(
        Panic,
        &[
            "ready, and the data is old",
            old,
            "the store in line",
            "is Relaxed",
            with,
        ],
        body(Relaxed, Acquire),
    );
    fails(
        Panic,
        &[old, "the load in line", "is Relaxed", with],
        body(Release, Relaxed),
    );
    fails(
        Panic,
        &[old, "the store in line", "and the load in line", with],
        body(Relaxed, Relaxed),
    );
    verified(body(Release, Acquire));
}

/// Double-checked initialization: the first look is outside the lock.
#[derive(Default)]
struct Lazy {
    ready: AtomicBool,
    lock: Mutex<()>,
    value: UnsafeCell<u32>,
    made: AtomicU32,
}

// SAFETY: the value is written once, before `ready` is set; whether who reads it sees that is what the checker finds out.
unsafe impl Sync for Lazy {}

impl Lazy {
    fn get(&self, look: Ordering, set: Ordering, look_again: bool) -> u32 {
        if !self.ready.load(look) {
            let _guard = self.lock.lock().unwrap();
            if !look_again || !self.ready.load(Relaxed) {
                self.made.fetch_add(1, Relaxed);
                // SAFETY: alive; under the lock, and nobody reads it before `ready` is set.
                unsafe { *self.value.get() = 42 };
                self.ready.store(true, set);
            }
        }
        // SAFETY: alive, written before, if the orderings are right.
        unsafe { *self.value.get() }
    }
}

fn double_checked(
    look: Ordering,
    set: Ordering,
    look_again: bool,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let lazy = Arc::new(Lazy::default());
        let other = {
            let lazy = Arc::clone(&lazy);
            thread::spawn(move || lazy.get(look, set, look_again))
        };
        assert_eq!(lazy.get(look, set, look_again), 42);
        assert_eq!(other.join().unwrap(), 42);
        assert_eq!(lazy.made.load(Relaxed), 1, "made more than once");
    }
}

#[test]
fn double_checked_initialization_needs_release_and_acquire() {
    let words = ["data race", "self.value.get()"];
    fails(DataRace, &words, double_checked(Relaxed, Relaxed, true));
    fails(DataRace, &words, double_checked(Acquire, Relaxed, true));
    fails(DataRace, &words, double_checked(Relaxed, Release, true));
    verified(double_checked(Acquire, Release, true));
}

#[test]
fn one_look_is_not_enough() {
    fails(
        Panic,
        &["made more than once"],
        double_checked(Acquire, Release, false),
    );
}

#[test]
fn once_lock_needs_no_orderings() {
    verified(|| {
        let cell = Arc::new((OnceLock::new(), AtomicU32::new(0)));
        let get = |cell: &(OnceLock<u32>, AtomicU32)| {
            *cell.0.get_or_init(|| {
                cell.1.fetch_add(1, Relaxed);
                42
            })
        };
        let other = {
            let cell = Arc::clone(&cell);
            thread::spawn(move || get(&cell))
        };
        assert_eq!(get(&cell), 42);
        assert_eq!(other.join().unwrap(), 42);
        assert_eq!(cell.1.load(Relaxed), 1);
    });
}

/// A sequence lock: one writer, readers that try again when the sequence number was odd or has changed.
#[derive(Default)]
struct SeqLock {
    sequence: AtomicU32,
    data: [AtomicU32; 2],
}

/// Which of the four things that order a sequence lock are there.
#[derive(Clone, Copy)]
struct Orders {
    /// The writer's fence after it has made the number odd.
    before_writing: bool,
    /// How the writer makes the number even.
    done: Ordering,
    /// How the reader reads the number first.
    begin: Ordering,
    /// The reader's fence before it reads the number again.
    after_reading: bool,
}

/// After Boehm, "Can seqlocks get along with programming language memory models?", MSPC 2012.
const RIGHT: Orders = Orders {
    before_writing: true,
    done: Release,
    begin: Acquire,
    after_reading: true,
};

impl SeqLock {
    fn write(&self, value: u32, orders: Orders) {
        let sequence = self.sequence.load(Relaxed);
        self.sequence.store(sequence + 1, Relaxed);
        if orders.before_writing {
            fence(Release);
        }
        for part in &self.data {
            part.store(value, Relaxed);
        }
        self.sequence.store(sequence + 2, orders.done);
    }

    /// One attempt.
    fn read(&self, orders: Orders) -> Option<[u32; 2]> {
        let before = self.sequence.load(orders.begin);
        let seen = [self.data[0].load(Relaxed), self.data[1].load(Relaxed)];
        if orders.after_reading {
            fence(Acquire);
        }
        let after = self.sequence.load(Relaxed);
        (before == after && before.is_multiple_of(2)).then_some(seen)
    }
}

fn seqlock(orders: Orders) -> impl Fn() + Send + Sync + 'static {
    move || {
        let lock = Arc::new(SeqLock::default());
        let writer = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.write(1, orders))
        };
        if let Some([first, second]) = lock.read(orders) {
            assert_eq!(first, second, "a torn read");
        }
        writer.join().unwrap();
    }
}

#[test]
fn a_seqlock_with_its_fences_never_tears() {
    verified(seqlock(RIGHT));
}

#[test]
fn a_seqlock_tears_without_any_one_of_its_orderings() {
    let torn = |orders| {
        fails(
            Panic,
            &["a torn read", "although thread 1 has written"],
            seqlock(orders),
        )
    };
    torn(Orders {
        before_writing: false,
        ..RIGHT
    });
    torn(Orders {
        after_reading: false,
        ..RIGHT
    });
    torn(Orders {
        done: Relaxed,
        ..RIGHT
    });
    torn(Orders {
        begin: Relaxed,
        ..RIGHT
    });
    torn(Orders {
        before_writing: false,
        done: Relaxed,
        begin: Relaxed,
        after_reading: false,
    });
}

/// A chain of read-modify-writes carries a release on; a plain store ends it, even the releasing thread's own.
#[test]
fn a_plain_store_ends_a_release_sequence() {
    let body = |chain: fn(&AtomicU32)| {
        move || {
            let shared = Arc::new((AtomicU32::new(0), AtomicU32::new(0)));
            let writer = {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    shared.0.store(42, Relaxed);
                    shared.1.store(1, Release);
                    chain(&shared.1);
                })
            };
            if shared.1.load(Acquire) == 2 {
                assert_eq!(shared.0.load(Relaxed), 42, "the data is old");
            }
            writer.join().unwrap();
        }
    };
    verified(body(|flag| _ = flag.fetch_add(1, Relaxed)));
    verified(body(|flag| _ = flag.swap(2, AcqRel)));
    fails(
        Panic,
        &["the data is old"],
        body(|flag| flag.store(2, Relaxed)),
    );
}
