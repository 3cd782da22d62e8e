//! `once`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(once {
    use std::sync::Once;

    static START: Once = Once::new();

    START.call_once(|| {
        // run initialization here
    });
});

example!(once_init {
    use std::sync::{Once, ONCE_INIT};

    static START: Once = ONCE_INIT;
});

example!(once_call_once {
    use std::sync::Once;

    static mut VAL: usize = 0;
    static INIT: Once = Once::new();

    // Accessing a `static mut` is unsafe much of the time, but if we do so
    // in a synchronized fashion (e.g., write once or read all) then we're
    // good to go!
    //
    // This function will only call `expensive_computation` once, and will
    // otherwise always return the value returned from the first invocation.
    fn get_cached_val() -> usize {
        unsafe {
            INIT.call_once(|| {
                VAL = expensive_computation();
            });
            VAL
        }
    }

    fn expensive_computation() -> usize {
        // ...
    2
    }
});

example!(once_call_once_force {
    use std::sync::Once;
    use std::thread;

    static INIT: Once = Once::new();

    // poison the once
    let handle = thread::spawn(|| {
        INIT.call_once(|| panic!());
    });
    assert!(handle.join().is_err());

    // poisoning propagates
    let handle = thread::spawn(|| {
        INIT.call_once(|| {});
    });
    assert!(handle.join().is_err());

    // call_once_force will still run and reset the poisoned state
    INIT.call_once_force(|state| {
        assert!(state.is_poisoned());
    });

    // once any success happens, we stop propagating the poison
    INIT.call_once(|| {});
});

example!(once_is_completed {
    use std::sync::Once;

    static INIT: Once = Once::new();

    assert_eq!(INIT.is_completed(), false);
    INIT.call_once(|| {
        assert_eq!(INIT.is_completed(), false);
    });
    assert_eq!(INIT.is_completed(), true);
});

example!(once_is_completed_2 {
    use std::sync::Once;
    use std::thread;

    static INIT: Once = Once::new();

    assert_eq!(INIT.is_completed(), false);
    let handle = thread::spawn(|| {
        INIT.call_once(|| panic!());
    });
    assert!(handle.join().is_err());
    assert_eq!(INIT.is_completed(), false);
});

example!(once_wait {
    use std::sync::Once;
    use std::thread;

    static READY: Once = Once::new();

    let thread = thread::spawn(|| {
        READY.wait();
        println!("everything is ready");
    });

    READY.call_once(|| println!("performing setup"));
});

example!(once_state_is_poisoned {
    use std::sync::Once;
    use std::thread;

    static INIT: Once = Once::new();

    // poison the once
    let handle = thread::spawn(|| {
        INIT.call_once(|| panic!());
    });
    assert!(handle.join().is_err());

    INIT.call_once_force(|state| {
        assert!(state.is_poisoned());
    });
});

example!(once_lock {
    use std::sync::OnceLock;

    static CELL: OnceLock<usize> = OnceLock::new();

    // `OnceLock` has not been written to yet.
    assert!(CELL.get().is_none());

    // Spawn a thread and write to `OnceLock`.
    std::thread::spawn(|| {
        let value = CELL.get_or_init(|| 12345);
        assert_eq!(value, &12345);
    })
    .join()
    .unwrap();

    // `OnceLock` now contains the value.
    assert_eq!(
        CELL.get(),
        Some(&12345),
    );
});

example!(native once_lock_2 {
    use std::sync::{OnceLock, atomic::{AtomicU32, Ordering}};
    use std::thread;

    struct OnceList<T> {
        data: OnceLock<T>,
        next: OnceLock<Box<OnceList<T>>>,
    }
    impl<T> OnceList<T> {
        const fn new() -> OnceList<T> {
            OnceList { data: OnceLock::new(), next: OnceLock::new() }
        }
        fn push(&self, value: T) {
            // FIXME: this impl is concise, but is also slow for long lists or many threads.
            // as an exercise, consider how you might improve on it while preserving the behavior
            if let Err(value) = self.data.set(value) {
                let next = self.next.get_or_init(|| Box::new(OnceList::new()));
                next.push(value)
            };
        }
        fn contains(&self, example: &T) -> bool
        where
            T: PartialEq,
        {
            self.data.get().map(|item| item == example).filter(|v| *v).unwrap_or_else(|| {
                self.next.get().map(|next| next.contains(example)).unwrap_or(false)
            })
        }
    }

    // Let's exercise this new Sync append-only list by doing a little counting
    static LIST: OnceList<u32> = OnceList::new();
    static COUNTER: AtomicU32 = AtomicU32::new(0);

    const LEN: u32 = if cfg!(miri) { 50 } else { 1000 };
    /*
    const LEN: u32 = 1000;
    */
    thread::scope(|s| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
            s.spawn(|| {
                while let i @ 0..LEN = COUNTER.fetch_add(1, Ordering::Relaxed) {
                    LIST.push(i);
                }
            });
        }
    });

    for i in 0..LEN {
        assert!(LIST.contains(&i));
    }
});

example!(once_lock_wait {
    use std::thread;
    use std::sync::OnceLock;

    let value = OnceLock::new();

    thread::scope(|s| {
        s.spawn(|| value.set(1 + 1));

        let result = value.wait();
        assert_eq!(result, &2);
    })
});

example!(once_lock_set {
    use std::sync::OnceLock;

    static CELL: OnceLock<i32> = OnceLock::new();

    fn main() {
        assert!(CELL.get().is_none());

        std::thread::spawn(|| {
            assert_eq!(CELL.set(92), Ok(()));
        }).join().unwrap();

        assert_eq!(CELL.set(62), Err(62));
        assert_eq!(CELL.get(), Some(&92));
    }

    main();
});

example!(once_lock_get_or_init {
    use std::sync::OnceLock;

    let cell = OnceLock::new();
    let value = cell.get_or_init(|| 92);
    assert_eq!(value, &92);
    let value = cell.get_or_init(|| unreachable!());
    assert_eq!(value, &92);
});

example!(once_lock_into_inner {
    use std::sync::OnceLock;

    let cell: OnceLock<String> = OnceLock::new();
    assert_eq!(cell.into_inner(), None);

    let cell = OnceLock::new();
    cell.set("hello".to_string()).unwrap();
    assert_eq!(cell.into_inner(), Some("hello".to_string()));
});

example!(once_lock_take {
    use std::sync::OnceLock;

    let mut cell: OnceLock<String> = OnceLock::new();
    assert_eq!(cell.take(), None);

    let mut cell = OnceLock::new();
    cell.set("hello".to_string()).unwrap();
    assert_eq!(cell.take(), Some("hello".to_string()));
    assert_eq!(cell.get(), None);
});

example!(once_lock_default {
    use std::sync::OnceLock;

    fn main() {
        assert_eq!(OnceLock::<()>::new(), OnceLock::default());
    }

    main();
});

example!(once_lock_from {
    use std::sync::OnceLock;

    fn main() -> Result<(), i32> {
    let a = OnceLock::from(3);
    let b = OnceLock::new();
    b.set(3)?;
    assert_eq!(a, b);
    Ok(())
    }

    main().unwrap();
});

example!(once_lock_eq {
    use std::sync::OnceLock;

    let five = OnceLock::new();
    five.set(5).unwrap();

    let also_five = OnceLock::new();
    also_five.set(5).unwrap();

    assert!(five == also_five);

    assert!(OnceLock::<u32>::new() == OnceLock::<u32>::new());
});

example!(lazy_lock {
    use std::sync::LazyLock;

    // Note: static items do not call [`Drop`] on program termination, so this won't be deallocated.
    // this is fine, as the OS can deallocate the terminated program faster than we can free memory
    // but tools like valgrind might report "memory leaks" as it isn't obvious this is intentional.
    static DEEP_THOUGHT: LazyLock<String> = LazyLock::new(|| {
    mod another_crate {
        pub fn great_question() -> String { "42".to_string() }
    }
        // M3 Ultra takes about 16 million years in --release config
        another_crate::great_question()
    });

    // The `String` is built, stored in the `LazyLock`, and returned as `&String`.
    let _ = &*DEEP_THOUGHT;
});

example!(lazy_lock_2 {
    use std::sync::LazyLock;

    #[derive(Debug)]
    struct UseCellLock {
        number: LazyLock<u32>,
    }
    fn main() {
        let lock: LazyLock<u32> = LazyLock::new(|| 0u32);

        let data = UseCellLock { number: lock };
        println!("{}", *data.number);
    }

    main();
});

example!(lazy_lock_new {
    use std::sync::LazyLock;

    let hello = "Hello, World!".to_string();

    let lazy = LazyLock::new(|| hello.to_uppercase());

    assert_eq!(&*lazy, "HELLO, WORLD!");
});

example!(lazy_lock_force_mut {
    use std::sync::LazyLock;

    let mut lazy = LazyLock::new(|| 92);

    let p = LazyLock::force_mut(&mut lazy);
    assert_eq!(*p, 92);
    *p = 44;
    assert_eq!(*lazy, 44);
});

example!(lazy_lock_force {
    use std::sync::LazyLock;

    let lazy = LazyLock::new(|| 92);

    assert_eq!(LazyLock::force(&lazy), &92);
    assert_eq!(&*lazy, &92);
});

example!(lazy_lock_get_mut {
    use std::sync::LazyLock;

    let mut lazy = LazyLock::new(|| 92);

    assert_eq!(LazyLock::get_mut(&mut lazy), None);
    let _ = LazyLock::force(&lazy);
    *LazyLock::get_mut(&mut lazy).unwrap() = 44;
    assert_eq!(*lazy, 44);
});

example!(lazy_lock_get {
    use std::sync::LazyLock;

    let lazy = LazyLock::new(|| 92);

    assert_eq!(LazyLock::get(&lazy), None);
    let _ = LazyLock::force(&lazy);
    assert_eq!(LazyLock::get(&lazy), Some(&92));
});
