//! `atomic`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(live_threads {
    use std::sync::atomic::{AtomicUsize, Ordering};

    static GLOBAL_THREAD_COUNT: AtomicUsize = AtomicUsize::new(0);

    // Note that Relaxed ordering doesn't synchronize anything
    // except the global thread counter itself.
    let old_thread_count = GLOBAL_THREAD_COUNT.fetch_add(1, Ordering::Relaxed);
    // Note that this number may not be true at the moment of printing
    // because some other thread may have changed static value already.
    println!("live threads: {}", old_thread_count + 1);
});

example!(atomic_bool_new {
    use std::sync::atomic::AtomicBool;

    let atomic_true = AtomicBool::new(true);
    let atomic_false = AtomicBool::new(false);
});

example!(compiles atomic_bool_from_ptr {
    use std::sync::atomic::{self, AtomicBool};

    // Get a pointer to an allocated value
    let ptr: *mut bool = Box::into_raw(Box::new(false));

    assert!(ptr.cast::<AtomicBool>().is_aligned());

    {
        // Create an atomic view of the allocated value
        let atomic = unsafe { AtomicBool::from_ptr(ptr) };

        // Use `atomic` for atomic operations, possibly share it with other threads
        atomic.store(true, atomic::Ordering::Relaxed);
    }

    // It's ok to non-atomically access the value behind `ptr`,
    // since the reference to the atomic ended its lifetime in the block above
    assert_eq!(unsafe { *ptr }, true);

    // Deallocate the value
    unsafe { drop(Box::from_raw(ptr)) }
});

example!(atomic_bool_get_mut {
    use std::sync::atomic::{AtomicBool, Ordering};

    let mut some_bool = AtomicBool::new(true);
    assert_eq!(*some_bool.get_mut(), true);
    *some_bool.get_mut() = false;
    assert_eq!(some_bool.load(Ordering::SeqCst), false);
});

example!(atomic_bool_into_inner {
    use std::sync::atomic::AtomicBool;

    let some_bool = AtomicBool::new(true);
    assert_eq!(some_bool.into_inner(), true);
});

example!(atomic_bool_load {
    use std::sync::atomic::{AtomicBool, Ordering};

    let some_bool = AtomicBool::new(true);

    assert_eq!(some_bool.load(Ordering::Relaxed), true);
});

example!(atomic_bool_store {
    use std::sync::atomic::{AtomicBool, Ordering};

    let some_bool = AtomicBool::new(true);

    some_bool.store(false, Ordering::Relaxed);
    assert_eq!(some_bool.load(Ordering::Relaxed), false);
});

example!(atomic_bool_swap {
    use std::sync::atomic::{AtomicBool, Ordering};

    let some_bool = AtomicBool::new(true);

    assert_eq!(some_bool.swap(false, Ordering::Relaxed), true);
    assert_eq!(some_bool.load(Ordering::Relaxed), false);
});

example!(atomic_bool_compare_and_swap {
    use std::sync::atomic::{AtomicBool, Ordering};

    let some_bool = AtomicBool::new(true);

    assert_eq!(some_bool.compare_and_swap(true, false, Ordering::Relaxed), true);
    assert_eq!(some_bool.load(Ordering::Relaxed), false);

    assert_eq!(some_bool.compare_and_swap(true, true, Ordering::Relaxed), false);
    assert_eq!(some_bool.load(Ordering::Relaxed), false);
});

example!(atomic_bool_compare_exchange {
    use std::sync::atomic::{AtomicBool, Ordering};

    let some_bool = AtomicBool::new(true);

    assert_eq!(some_bool.compare_exchange(true,
                                          false,
                                          Ordering::Acquire,
                                          Ordering::Relaxed),
               Ok(true));
    assert_eq!(some_bool.load(Ordering::Relaxed), false);

    assert_eq!(some_bool.compare_exchange(true, true,
                                          Ordering::SeqCst,
                                          Ordering::Acquire),
               Err(false));
    assert_eq!(some_bool.load(Ordering::Relaxed), false);
});

example!(atomic_bool_compare_exchange_weak {
    use std::sync::atomic::{AtomicBool, Ordering};

    let val = AtomicBool::new(false);

    let new = true;
    let mut old = val.load(Ordering::Relaxed);
    loop {
        match val.compare_exchange_weak(old, new, Ordering::SeqCst, Ordering::Relaxed) {
            Ok(_) => break,
            Err(x) => old = x,
        }
    }
});

example!(atomic_bool_fetch_and {
    use std::sync::atomic::{AtomicBool, Ordering};

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_and(false, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), false);

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_and(true, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), true);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_and(false, Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), false);
});

example!(atomic_bool_fetch_nand {
    use std::sync::atomic::{AtomicBool, Ordering};

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_nand(false, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), true);

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_nand(true, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst) as usize, 0);
    assert_eq!(foo.load(Ordering::SeqCst), false);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_nand(false, Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), true);
});

example!(atomic_bool_fetch_or {
    use std::sync::atomic::{AtomicBool, Ordering};

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_or(false, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), true);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_or(true, Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), true);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_or(false, Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), false);
});

example!(atomic_bool_fetch_xor {
    use std::sync::atomic::{AtomicBool, Ordering};

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_xor(false, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), true);

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_xor(true, Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), false);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_xor(false, Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), false);
});

example!(atomic_bool_fetch_not {
    use std::sync::atomic::{AtomicBool, Ordering};

    let foo = AtomicBool::new(true);
    assert_eq!(foo.fetch_not(Ordering::SeqCst), true);
    assert_eq!(foo.load(Ordering::SeqCst), false);

    let foo = AtomicBool::new(false);
    assert_eq!(foo.fetch_not(Ordering::SeqCst), false);
    assert_eq!(foo.load(Ordering::SeqCst), true);
});

example!(atomic_bool_try_update {
    use std::sync::atomic::{AtomicBool, Ordering};

    let x = AtomicBool::new(false);
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |_| None), Err(false));
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |x| Some(!x)), Ok(false));
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |x| Some(!x)), Ok(true));
    assert_eq!(x.load(Ordering::SeqCst), false);
});

example!(atomic_bool_update {
    use std::sync::atomic::{AtomicBool, Ordering};

    let x = AtomicBool::new(false);
    assert_eq!(x.update(Ordering::SeqCst, Ordering::SeqCst, |x| !x), false);
    assert_eq!(x.update(Ordering::SeqCst, Ordering::SeqCst, |x| !x), true);
    assert_eq!(x.load(Ordering::SeqCst), false);
});

example!(atomic_bool_from {
    use std::sync::atomic::AtomicBool;
    let atomic_bool = AtomicBool::from(true);
    assert_eq!(format!("{atomic_bool:?}"), "true")
});

example!(fence {
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::fence;
    use std::sync::atomic::Ordering;

    // A mutual exclusion primitive based on spinlock.
    pub struct Mutex {
        flag: AtomicBool,
    }

    impl Mutex {
        pub fn new() -> Mutex {
            Mutex {
                flag: AtomicBool::new(false),
            }
        }

        pub fn lock(&self) {
            // Wait until the old value is `false`.
            while self
                .flag
                .compare_exchange_weak(false, true, Ordering::Relaxed, Ordering::Relaxed)
                .is_err()
            {}
            // This fence synchronizes-with store in `unlock`.
            fence(Ordering::Acquire);
        }

        pub fn unlock(&self) {
            self.flag.store(false, Ordering::Release);
        }
    }
});

example!(compiler_fence {
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::Ordering;
    use std::sync::atomic::compiler_fence;

    static mut IMPORTANT_VARIABLE: usize = 0;
    static IS_READY: AtomicBool = AtomicBool::new(false);

    fn main() {
        unsafe { IMPORTANT_VARIABLE = 42 };
        // Marks earlier writes as being released with future relaxed stores.
        compiler_fence(Ordering::Release);
        IS_READY.store(true, Ordering::Relaxed);
    }

    fn signal_handler() {
        if IS_READY.load(Ordering::Relaxed) {
            // Acquires writes that were released with relaxed stores that we read from.
            compiler_fence(Ordering::Acquire);
            assert_eq!(unsafe { IMPORTANT_VARIABLE }, 42);
        }
    }

    main();
});
