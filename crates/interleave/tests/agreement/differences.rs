//! Programs of which the checkers do not say the same, and why.

use crate::{Says, returns};

/// The three answers, each as it is expected.
macro_rules! they_say {
    ($test:ident, interleave: $interleave:expr, loom: $loom:expr, shuttle: $shuttle:expr, $body:block) => {
        #[test]
        fn $test() {
            compiled!(program $body);
            let (interleave, loom, shuttle) = answers!(program);
            let expected: [Says; 3] = [$interleave, $loom, $shuttle];
            assert_eq!(interleave, expected[0], "interleave");
            assert_eq!(loom, expected[1], "loom");
            assert_eq!(shuttle, expected[2], "shuttle");
        }
    };
}

// Store buffering. With SeqCst everywhere both loads cannot miss the other's store: RC11, C++20, x86 and ARM all say so. loom allows it:
// its SeqCst loads and stores are acquire and release only (its README, "Limitations and Caveats").
they_say!(
    seqcst_store_buffering,
    interleave: returns(&[[0, 1], [1, 0], [1, 1]]),
    loom: returns(&[[0, 0], [0, 1], [1, 0], [1, 1]]),
    shuttle: returns(&[[0, 1], [1, 0], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let threads = [0, 1].map(|n| {
            let places = Arc::clone(&places);
            spawn(move || {
                places[n].store(1, SeqCst);
                places[1 - n].load(SeqCst)
            })
        });
        threads.map(|thread| thread.join().unwrap())
    }
);

// With release and acquire both loads may miss the other's store, also on x86. To shuttle every ordering is SeqCst.
they_say!(
    release_acquire_store_buffering,
    interleave: returns(&[[0, 0], [0, 1], [1, 0], [1, 1]]),
    loom: returns(&[[0, 0], [0, 1], [1, 0], [1, 1]]),
    shuttle: returns(&[[0, 1], [1, 0], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let threads = [0, 1].map(|n| {
            let places = Arc::clone(&places);
            spawn(move || {
                places[n].store(1, Release);
                places[1 - n].load(Acquire)
            })
        });
        threads.map(|thread| thread.join().unwrap())
    }
);

// A SeqCst fence between store and load on both sides is what loom has instead of SeqCst accesses: here all agree.
they_say!(
    store_buffering_with_fences,
    interleave: returns(&[[0, 1], [1, 0], [1, 1]]),
    loom: returns(&[[0, 1], [1, 0], [1, 1]]),
    shuttle: returns(&[[0, 1], [1, 0], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let threads = [0, 1].map(|n| {
            let places = Arc::clone(&places);
            spawn(move || {
                places[n].store(1, Relaxed);
                fence(SeqCst);
                places[1 - n].load(Relaxed)
            })
        });
        threads.map(|thread| thread.join().unwrap())
    }
);

// The data may be old although the flag is new: nothing is Release or Acquire. To shuttle everything is SeqCst.
they_say!(
    relaxed_message_passing,
    interleave: returns(&[[0, 0], [0, 1], [1, 0], [1, 1]]),
    loom: returns(&[[0, 0], [0, 1], [1, 0], [1, 1]]),
    shuttle: returns(&[[0, 0], [0, 1], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&places);
        let writer = spawn(move || {
            theirs[0].store(1, Relaxed);
            theirs[1].store(1, Relaxed);
        });
        let flag = places[1].load(Relaxed);
        let data = places[0].load(Relaxed);
        writer.join().unwrap();
        [flag, data]
    }
);

// Each place may keep the *first* store of the thread that wrote it second: the modification orders need not agree with any order in
// which the stores were run. To shuttle a later store is the newer one.
they_say!(
    two_threads_write_two_places,
    interleave: returns(&[[1, 1], [1, 2], [2, 1], [2, 2]]),
    loom: returns(&[[1, 1], [1, 2], [2, 1], [2, 2]]),
    shuttle: returns(&[[1, 2], [2, 1], [2, 2]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let threads = [0, 1].map(|n| {
            let places = Arc::clone(&places);
            spawn(move || {
                places[n].store(1, Relaxed);
                places[1 - n].store(2, Relaxed);
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        [places[0].load(Relaxed), places[1].load(Relaxed)]
    }
);

// The flag is relaxed, so the two accesses to the cell are a data race. shuttle does not look at memory that is no primitive of its own.
they_say!(
    a_cell_behind_a_relaxed_flag,
    interleave: Says::Fails,
    loom: Says::Fails,
    shuttle: returns(&[[0], [5]]),
    {
        let shared = Arc::new((Cell::new(0), AtomicU32::new(0)));
        let theirs = Arc::clone(&shared);
        let writer = spawn(move || {
            theirs.0.set(5);
            theirs.1.store(1, Relaxed);
        });
        let seen = if shared.1.load(Relaxed) == 1 { shared.0.get() } else { 0 };
        writer.join().unwrap();
        [seen]
    }
);

// compare_exchange_weak may fail though the value is the expected one. loom and shuttle take it for compare_exchange.
they_say!(
    a_weak_exchange_may_fail_for_no_reason,
    interleave: returns(&[[0], [1]]),
    loom: returns(&[[1]]),
    shuttle: returns(&[[1]]),
    {
        let place = AtomicU32::new(0);
        [u32::from(place.compare_exchange_weak(0, 1, Relaxed, Relaxed).is_ok())]
    }
);

// A wait may end for no reason (std says so), so what follows an `if` must not trust it. loom and shuttle wake when notified only.
they_say!(
    a_wait_may_end_for_no_reason,
    interleave: Says::Fails,
    loom: returns(&[[1]]),
    shuttle: returns(&[[1]]),
    {
        let shared = Arc::new((Mutex::new(0), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let other = spawn(move || {
            *theirs.0.lock().unwrap() = 1;
            theirs.1.notify_one();
        });
        let mut value = shared.0.lock().unwrap();
        if *value == 0 {
            value = shared.1.wait(value).unwrap();
        }
        assert_eq!(*value, 1, "woken for no reason");
        let seen = *value;
        drop(value);
        other.join().unwrap();
        [seen]
    }
);

// std's own channel of a thread that panicked is closed by its unwinding, and `join` says that it panicked. To loom and shuttle a panic in
// any thread is the end of the test.
they_say!(
    a_panic_that_join_hands_over,
    interleave: returns(&[[1]]),
    loom: Says::Fails,
    shuttle: Says::Fails,
    {
        let other = spawn(|| panic!("so it goes"));
        [u32::from(other.join().is_err())]
    }
);
