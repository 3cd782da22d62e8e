//! Programs of which all three checkers say the same.

use crate::Says;
use crate::returns;

/// All three say this of the program.
macro_rules! all_say {
    ($test:ident, $expected:expr, $body:block) => {
        #[test]
        fn $test() {
            compiled!(program $body);
            let (interleave, loom, shuttle) = answers!(program);
            let expected: Says = $expected;
            assert_eq!(interleave, expected, "interleave");
            assert_eq!(loom, expected, "loom");
            assert_eq!(shuttle, expected, "shuttle");
        }
    };
}

all_say!(
    a_load_and_a_store_can_lose_an_update,
    returns(&[[1], [2]]),
    {
        let count = Arc::new(AtomicU32::new(0));
        let threads = [0, 1].map(|_| {
            let count = Arc::clone(&count);
            spawn(move || count.store(count.load(SeqCst) + 1, SeqCst))
        });
        for thread in threads {
            thread.join().unwrap();
        }
        [count.load(SeqCst)]
    }
);

all_say!(
    additions_are_all_counted,
    returns(&[[0, 1], [0, 2], [1, 0], [2, 0]]),
    {
        let count = Arc::new(AtomicU32::new(0));
        let threads = [0, 1].map(|_| {
            let count = Arc::clone(&count);
            spawn(move || {
                let first = count.fetch_add(1, AcqRel);
                count.fetch_add(1, AcqRel);
                first
            })
        });
        let firsts = threads.map(|thread| thread.join().unwrap());
        assert_eq!(count.load(SeqCst), 4);
        firsts
    }
);

all_say!(
    one_exchange_of_two_wins,
    returns(&[[0, 1, 1], [1, 0, 2]]),
    {
        let place = Arc::new(AtomicU32::new(0));
        let threads = [1, 2].map(|n| {
            let place = Arc::clone(&place);
            spawn(move || u32::from(place.compare_exchange(0, n, AcqRel, Acquire).is_err()))
        });
        let [one, two] = threads.map(|thread| thread.join().unwrap());
        [one, two, place.load(Acquire)]
    }
);

all_say!(
    seqcst_message_passing,
    returns(&[[0, 0], [0, 1], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&places);
        let writer = spawn(move || {
            theirs[0].store(1, SeqCst);
            theirs[1].store(1, SeqCst);
        });
        let flag = places[1].load(SeqCst);
        let data = places[0].load(SeqCst);
        writer.join().unwrap();
        [flag, data]
    }
);

all_say!(
    release_and_acquire_pass_a_message,
    returns(&[[0, 0], [0, 1], [1, 1]]),
    {
        let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&places);
        let writer = spawn(move || {
            theirs[0].store(1, Relaxed);
            theirs[1].store(1, Release);
        });
        let flag = places[1].load(Acquire);
        let data = places[0].load(Relaxed);
        writer.join().unwrap();
        [flag, data]
    }
);

all_say!(a_guarded_cell_is_ordered, returns(&[[7, 9], [9, 7]]), {
    let shared = Arc::new((Mutex::new(()), Cell::new(7)));
    let threads = [0, 1].map(|_| {
        let shared = Arc::clone(&shared);
        spawn(move || {
            let guard = shared.0.lock().unwrap();
            let seen = shared.1.get();
            shared.1.set(9);
            drop(guard);
            seen
        })
    });
    threads.map(|thread| thread.join().unwrap())
});

all_say!(
    two_locks_for_one_change_can_lose_it,
    returns(&[[1], [2]]),
    {
        let count = Arc::new(Mutex::new(0));
        let threads = [0, 1].map(|_| {
            let count = Arc::clone(&count);
            spawn(move || {
                let seen = *count.lock().unwrap();
                *count.lock().unwrap() = seen + 1;
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        let count = *count.lock().unwrap();
        [count]
    }
);

all_say!(locks_in_opposite_orders_deadlock, Says::Fails, {
    let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
    let threads = [0, 1].map(|n| {
        let locks = Arc::clone(&locks);
        spawn(move || {
            let first = locks[n].lock().unwrap();
            let second = locks[1 - n].lock().unwrap();
            *first + *second
        })
    });
    threads.map(|thread| thread.join().unwrap())
});

all_say!(writers_exclude_readers, returns(&[[0], [2]]), {
    let lock = Arc::new(RwLock::new(0));
    let theirs = Arc::clone(&lock);
    let writer = spawn(move || {
        let mut value = theirs.write().unwrap();
        *value += 1;
        *value += 1;
    });
    let seen = *lock.read().unwrap();
    writer.join().unwrap();
    [seen]
});

all_say!(
    messages_come_in_the_order_of_each_sender,
    returns(&[[1, 2, 3], [1, 3, 2], [3, 1, 2]]),
    {
        let (to, from) = channel();
        let also_to = to.clone();
        let one = spawn(move || {
            to.send(1).unwrap();
            to.send(2).unwrap();
        });
        let two = spawn(move || also_to.send(3).unwrap());
        let all = [
            from.recv().unwrap(),
            from.recv().unwrap(),
            from.recv().unwrap(),
        ];
        one.join().unwrap();
        two.join().unwrap();
        all
    }
);

all_say!(a_condition_in_a_loop_is_met, returns(&[[1]]), {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let other = spawn(move || {
        *theirs.0.lock().unwrap() = 1;
        theirs.1.notify_one();
    });
    let mut value = shared.0.lock().unwrap();
    while *value == 0 {
        value = shared.1.wait(value).unwrap();
    }
    let seen = *value;
    drop(value);
    other.join().unwrap();
    [seen]
});

all_say!(a_wait_without_a_look_can_last_for_ever, Says::Fails, {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let other = spawn(move || {
        *theirs.0.lock().unwrap() = 1;
        theirs.1.notify_one();
    });
    let value = shared.0.lock().unwrap();
    let seen = *shared.1.wait(value).unwrap();
    other.join().unwrap();
    [seen]
});

all_say!(notify_one_wakes_one_of_two, Says::Fails, {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let waiters = [0, 1].map(|_| {
        let shared = Arc::clone(&shared);
        spawn(move || {
            let mut value = shared.0.lock().unwrap();
            while *value == 0 {
                value = shared.1.wait(value).unwrap();
            }
            *value
        })
    });
    *shared.0.lock().unwrap() = 1;
    shared.1.notify_one();
    waiters.map(|waiter| waiter.join().unwrap())
});

all_say!(a_panic_is_a_failure, Says::Fails, {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = spawn(move || theirs.store(1, SeqCst));
    assert_eq!(count.load(SeqCst), 0, "the store came first");
    other.join().unwrap();
    [0]
});
