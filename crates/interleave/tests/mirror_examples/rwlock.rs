//! `rwlock`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(model rw_lock {
    use std::sync::{Arc, RwLock};
    use std::thread;
    use std::time::Duration;

    let data = Arc::new(RwLock::new(5));

    // Multiple readers can access in parallel.
    for i in 0..3 {
        let lock_clone = Arc::clone(&data);

        thread::spawn(move || {
            let value = lock_clone.read().unwrap();

            println!("Reader {}: Read value {}, now holding lock...", i, *value);

            // Simulating a long read operation
            thread::sleep(Duration::from_secs(1));

            println!("Reader {}: Dropping lock.", i);
            // Read lock unlocked when going out of scope.
        });
    }

    thread::sleep(Duration::from_millis(100));  // Wait for readers to start

    // While all readers can proceed, a call to .write() has to wait for
    let mut writable_data = data.write().unwrap();
    println!("Writer proceeds...");
    *writable_data += 1;
});

example!(rw_lock_new {
    use std::sync::RwLock;

    let lock = RwLock::new(5);
});

example!(rw_lock_read {
    use std::sync::{Arc, RwLock};
    use std::thread;

    let lock = Arc::new(RwLock::new(1));
    let c_lock = Arc::clone(&lock);

    let n = lock.read().unwrap();
    assert_eq!(*n, 1);

    thread::spawn(move || {
        let r = c_lock.read();
        assert!(r.is_ok());
    }).join().unwrap();
});

example!(rw_lock_try_read {
    use std::sync::RwLock;

    let lock = RwLock::new(1);

    match lock.try_read() {
        Ok(n) => assert_eq!(*n, 1),
        Err(_) => unreachable!(),
    };
});

example!(rw_lock_write {
    use std::sync::RwLock;

    let lock = RwLock::new(1);

    let mut n = lock.write().unwrap();
    *n = 2;

    assert!(lock.try_read().is_err());
});

example!(rw_lock_try_write {
    use std::sync::RwLock;

    let lock = RwLock::new(1);

    let n = lock.read().unwrap();
    assert_eq!(*n, 1);

    assert!(lock.try_write().is_err());
});

example!(rw_lock_is_poisoned {
    use std::sync::{Arc, RwLock};
    use std::thread;

    let lock = Arc::new(RwLock::new(0));
    let c_lock = Arc::clone(&lock);

    let _ = thread::spawn(move || {
        let _lock = c_lock.write().unwrap();
        panic!(); // the lock gets poisoned
    }).join();
    assert_eq!(lock.is_poisoned(), true);
});

example!(rw_lock_clear_poison {
    use std::sync::{Arc, RwLock};
    use std::thread;

    let lock = Arc::new(RwLock::new(0));
    let c_lock = Arc::clone(&lock);

    let _ = thread::spawn(move || {
        let _lock = c_lock.write().unwrap();
        panic!(); // the lock gets poisoned
    }).join();

    assert_eq!(lock.is_poisoned(), true);
    let guard = lock.write().unwrap_or_else(|mut e| {
        **e.get_mut() = 1;
        lock.clear_poison();
        e.into_inner()
    });
    assert_eq!(lock.is_poisoned(), false);
    assert_eq!(*guard, 1);
});

example!(rw_lock_into_inner {
    use std::sync::RwLock;

    let lock = RwLock::new(String::new());
    {
        let mut s = lock.write().unwrap();
        *s = "modified".to_owned();
    }
    assert_eq!(lock.into_inner().unwrap(), "modified");
});

example!(rw_lock_get_mut {
    use std::sync::RwLock;

    let mut lock = RwLock::new(0);
    *lock.get_mut().unwrap() = 10;
    assert_eq!(*lock.read().unwrap(), 10);
});

example!(rw_lock_write_guard_downgrade {
    use std::sync::{RwLock, RwLockWriteGuard};

    let rw = RwLock::new(0);

    let mut write_guard = rw.write().unwrap();
    *write_guard = 42;

    let read_guard = RwLockWriteGuard::downgrade(write_guard);
    assert_eq!(42, *read_guard);
});

example!(rw_lock_write_guard_downgrade_2 {
    use std::sync::{Arc, RwLock, RwLockWriteGuard};

    let rw = Arc::new(RwLock::new(1));

    // Put the lock in write mode.
    let mut main_write_guard = rw.write().unwrap();

    let rw_clone = rw.clone();
    let evil_handle = std::thread::spawn(move || {
        // This will not return until the main thread drops the `main_read_guard`.
        let mut evil_guard = rw_clone.write().unwrap();

        assert_eq!(*evil_guard, 2);
        *evil_guard = 3;
    });

    *main_write_guard = 2;

    // Atomically downgrade the write guard into a read guard.
    let main_read_guard = RwLockWriteGuard::downgrade(main_write_guard);

    // Since `downgrade` is atomic, the writer thread cannot have changed the protected data.
    assert_eq!(*main_read_guard, 2, "`downgrade` was not atomic");

    drop(main_read_guard);
    evil_handle.join().unwrap();

    let final_check = rw.read().unwrap();
    assert_eq!(*final_check, 3);
});
