//! `thread`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(spawn {
    use std::thread;

    let handler = thread::spawn(|| {
        // thread code
    });

    handler.join().unwrap();
});

example!(spawn_2 {
    use std::thread;
    use std::sync::mpsc::channel;

    let (tx, rx) = channel();

    let sender = thread::spawn(move || {
        tx.send("Hello, thread".to_owned())
            .expect("Unable to send on channel");
    });

    let receiver = thread::spawn(move || {
        let value = rx.recv().expect("Unable to receive from channel");
        println!("{value}");
    });

    sender.join().expect("The sender thread has panicked");
    receiver.join().expect("The receiver thread has panicked");
});

example!(spawn_3 {
    use std::thread;

    let computation = thread::spawn(|| {
        // Some expensive computation.
        42
    });

    let result = computation.join().unwrap();
    println!("{result}");
});

example!(yield_now {
    use std::thread;

    thread::yield_now();
});

example!(panics panicking {
    use std::thread;

    struct SomeStruct;

    impl Drop for SomeStruct {
        fn drop(&mut self) {
            if thread::panicking() {
                println!("dropped while unwinding");
            } else {
                println!("dropped while not unwinding");
            }
        }
    }

    {
        print!("a: ");
        let a = SomeStruct;
    }

    {
        print!("b: ");
        let b = SomeStruct;
        panic!()
    }
});

example!(model sleep_ms {
    use std::thread;

    // Let's sleep for 2 seconds:
    thread::sleep_ms(2000);
});

example!(model sleep {
    use std::{thread, time};

    let ten_millis = time::Duration::from_millis(10);
    let now = time::Instant::now();

    thread::sleep(ten_millis);

    assert!(now.elapsed() >= ten_millis);
});

example!(model park {
    use std::thread;
    use std::sync::atomic::{Ordering, AtomicBool};
    use std::time::Duration;

    static QUEUED: AtomicBool = AtomicBool::new(false);
    static FLAG: AtomicBool = AtomicBool::new(false);

    let parked_thread = thread::spawn(move || {
        println!("Thread spawned");
        // Signal that we are going to `park`. Between this store and our `park`, there may
        // be no other `park`, or else that `park` could consume our `unpark` token!
        QUEUED.store(true, Ordering::Release);
        // We want to wait until the flag is set. We *could* just spin, but using
        // park/unpark is more efficient.
        while !FLAG.load(Ordering::Acquire) {
            // We can *not* use `println!` here since that could use thread parking internally.
            thread::park();
            // We *could* get here spuriously, i.e., way before the 10ms below are over!
            // But that is no problem, we are in a loop until the flag is set anyway.
        }
        println!("Flag received");
    });

    // Let some time pass for the thread to be spawned.
    thread::sleep(Duration::from_millis(10));

    // Ensure the thread is about to park.
    // This is crucial! It guarantees that the `unpark` below is not consumed
    // by some other code in the parked thread (e.g. inside `println!`).
    while !QUEUED.load(Ordering::Acquire) {
        // Spinning is of course inefficient; in practice, this would more likely be
        // a dequeue where we have no work to do if there's nobody queued.
        std::hint::spin_loop();
    }

    // Set the flag, and let the thread wake up.
    // There is no race condition here: if `unpark`
    // happens first, `park` will return immediately.
    // There is also no other `park` that could consume this token,
    // since we waited until the other thread got queued.
    // Hence there is no risk of a deadlock.
    FLAG.store(true, Ordering::Release);
    println!("Unpark the thread");
    parked_thread.thread().unpark();

    parked_thread.join().unwrap();
});

example!(model park_timeout {
    use std::thread::park_timeout;
    use std::time::{Instant, Duration};

    let timeout = Duration::from_secs(2);
    let beginning_park = Instant::now();

    let mut timeout_remaining = timeout;
    loop {
        park_timeout(timeout_remaining);
        let elapsed = beginning_park.elapsed();
        if elapsed >= timeout {
            break;
        }
        println!("restarting park_timeout after {elapsed:?}");
        timeout_remaining = timeout - elapsed;
    }
});

example!(available_parallelism {
    use std::{io, thread};

    fn main() -> io::Result<()> {
        let count = thread::available_parallelism()?.get();
        assert!(count >= 1_usize);
        Ok(())
    }

    main().unwrap();
});

example!(join_handle {
    use std::thread;

    let join_handle: thread::JoinHandle<_> = thread::spawn(|| {
        // some work here
    });
});

example!(join_handle_2 {
    use std::thread;

    let builder = thread::Builder::new();

    let join_handle: thread::JoinHandle<_> = builder.spawn(|| {
        // some work here
    }).unwrap();
});

example!(model join_handle_3 {
    use std::thread;
    use std::time::Duration;

    let original_thread = thread::spawn(|| {
        let _detached_thread = thread::spawn(|| {
            // Here we sleep to make sure that the first thread returns before.
            thread::sleep(Duration::from_millis(10));
            // This will be called, even though the JoinHandle is dropped.
            println!("♫ Still alive ♫");
        });
    });

    original_thread.join().expect("The thread being joined has panicked");
    println!("Original thread is joined.");

    // We make sure that the new thread has time to run, before the main
    // thread returns.

    thread::sleep(Duration::from_millis(1000));
});

example!(join_handle_thread {
    use std::thread;

    let builder = thread::Builder::new();

    let join_handle: thread::JoinHandle<_> = builder.spawn(|| {
        // some work here
    }).unwrap();

    let thread = join_handle.thread();
    println!("thread id: {:?}", thread.id());
});

example!(join_handle_join {
    use std::thread;

    let builder = thread::Builder::new();

    let join_handle: thread::JoinHandle<_> = builder.spawn(|| {
        // some work here
    }).unwrap();
    join_handle.join().expect("Couldn't join on the associated thread");
});

example!(model thread_unpark {
    use std::thread;
    use std::time::Duration;
    use std::sync::atomic::{AtomicBool, Ordering};

    static QUEUED: AtomicBool = AtomicBool::new(false);

    let parked_thread = thread::Builder::new()
        .spawn(|| {
            println!("Parking thread");
            QUEUED.store(true, Ordering::Release);
            thread::park();
            println!("Thread unparked");
        })
        .unwrap();

    // Let some time pass for the thread to be spawned.
    thread::sleep(Duration::from_millis(10));

    // Wait until the other thread is queued.
    // This is crucial! It guarantees that the `unpark` below is not consumed
    // by some other code in the parked thread (e.g. inside `println!`).
    while !QUEUED.load(Ordering::Acquire) {
        // Spinning is of course inefficient; in practice, this would more likely be
        // a dequeue where we have no work to do if there's nobody queued.
        std::hint::spin_loop();
    }

    println!("Unpark the thread");
    parked_thread.thread().unpark();

    parked_thread.join().unwrap();
});

example!(thread_id {
    use std::thread;

    let other_thread = thread::spawn(|| {
        thread::current().id()
    });

    let other_thread_id = other_thread.join().unwrap();
    assert!(thread::current().id() != other_thread_id);
});

example!(thread_name {
    use std::thread;

    let builder = thread::Builder::new();

    let handler = builder.spawn(|| {
        assert!(thread::current().name().is_none());
    }).unwrap();

    handler.join().unwrap();
});

example!(thread_name_2 {
    use std::thread;

    let builder = thread::Builder::new()
        .name("foo".into());

    let handler = builder.spawn(|| {
        assert_eq!(thread::current().name(), Some("foo"))
    }).unwrap();

    handler.join().unwrap();
});

example!(thread_id_2 {
    use std::thread;

    let other_thread = thread::spawn(|| {
        thread::current().id()
    });

    let other_thread_id = other_thread.join().unwrap();
    assert!(thread::current().id() != other_thread_id);
});

example!(scope {
    use std::thread;

    let mut a = vec![1, 2, 3];
    let mut x = 0;

    thread::scope(|s| {
        s.spawn(|| {
            println!("hello from the first scoped thread");
            // We can borrow `a` here.
            dbg!(&a);
        });
        s.spawn(|| {
            println!("hello from the second scoped thread");
            // We can even mutably borrow `x` here,
            // because no other threads are using it.
            x += a[0] + a[2];
        });
        println!("hello from the main thread");
    });

    // After the scope, we can modify and access our variables again:
    a.push(4);
    assert_eq!(x, a.len());
});

example!(builder_spawn_scoped {
    use std::thread;

    let mut a = vec![1, 2, 3];
    let mut x = 0;

    thread::scope(|s| {
        thread::Builder::new()
            .name("first".to_string())
            .spawn_scoped(s, ||
        {
            println!("hello from the {:?} scoped thread", thread::current().name());
            // We can borrow `a` here.
            dbg!(&a);
        })
        .unwrap();
        thread::Builder::new()
            .name("second".to_string())
            .spawn_scoped(s, ||
        {
            println!("hello from the {:?} scoped thread", thread::current().name());
            // We can even mutably borrow `x` here,
            // because no other threads are using it.
            x += a[0] + a[2];
        })
        .unwrap();
        println!("hello from the main thread");
    });

    // After the scope, we can modify and access our variables again:
    a.push(4);
    assert_eq!(x, a.len());
});

example!(scoped_join_handle_thread {
    use std::thread;

    thread::scope(|s| {
        let t = s.spawn(|| {
            println!("hello");
        });
        println!("thread id: {:?}", t.thread().id());
    });
});

example!(scoped_join_handle_join {
    use std::thread;

    thread::scope(|s| {
        let t = s.spawn(|| {
            panic!("oh no");
        });
        assert!(t.join().is_err());
    });
});

example!(builder {
    use std::thread;

    let builder = thread::Builder::new();

    let handler = builder.spawn(|| {
        // thread code
    }).unwrap();

    handler.join().unwrap();
});

example!(builder_new {
    use std::thread;

    let builder = thread::Builder::new()
                                  .name("foo".into())
                                  .stack_size(32 * 1024);

    let handler = builder.spawn(|| {
        // thread code
    }).unwrap();

    handler.join().unwrap();
});

example!(builder_name {
    use std::thread;

    let builder = thread::Builder::new()
        .name("foo".into());

    let handler = builder.spawn(|| {
        assert_eq!(thread::current().name(), Some("foo"))
    }).unwrap();

    handler.join().unwrap();
});

example!(builder_stack_size {
    use std::thread;

    let builder = thread::Builder::new().stack_size(32 * 1024);
});

example!(builder_spawn {
    use std::thread;

    let builder = thread::Builder::new();

    let handler = builder.spawn(|| {
        // thread code
    }).unwrap();

    handler.join().unwrap();
});

example!(builder_spawn_unchecked {
    use std::thread;

    let builder = thread::Builder::new();

    let x = 1;
    let thread_x = &x;

    let handler = unsafe {
        builder.spawn_unchecked(move || {
            println!("x = {}", *thread_x);
        }).unwrap()
    };

    // caller has to ensure `join()` is called, otherwise
    // it is possible to access freed memory if `x` gets
    // dropped before the thread closure is executed!
    handler.join().unwrap();
});

example!(module {
    use std::thread;

    thread::spawn(move || {
        // some work here
    });
});

example!(module_2 {
    use std::thread;

    let thread_join_handle = thread::spawn(move || {
        // some work here
    });
    // some work here
    let res = thread_join_handle.join();
});

example!(module_3 {
    use std::thread;

    thread::Builder::new().name("thread1".to_string()).spawn(move || {
        println!("Hello, world!");
    });
});

example!(compiles result {
    use std::{fs, thread, panic};

    fn copy_in_thread() -> thread::Result<()> {
        thread::spawn(|| {
            fs::copy("foo.txt", "bar.txt").unwrap();
        }).join()
    }

    fn main() {
        match copy_in_thread() {
            Ok(_) => println!("copy succeeded"),
            Err(e) => panic::resume_unwind(e),
        }
    }

    main();
});

example!(current {
    use std::thread;

    let handler = thread::Builder::new()
        .name("named thread".into())
        .spawn(|| {
            let handle = thread::current();
            assert_eq!(handle.name(), Some("named thread"));
        })
        .unwrap();

    handler.join().unwrap();
});
