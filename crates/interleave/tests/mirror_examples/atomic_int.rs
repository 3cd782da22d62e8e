//! `atomic_int`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(int_new {
    use std::sync::atomic::AtomicU32;

    let atomic_forty_two = AtomicU32::new(42);
});

example!(compiles int_from_ptr {
    use std::sync::atomic::{self, AtomicU32};

    // Get a pointer to an allocated value
    let ptr: *mut u32 = Box::into_raw(Box::new(0));

    assert!(ptr.cast::<AtomicU32>().is_aligned());

    {
        // Create an atomic view of the allocated value
        let atomic = unsafe {AtomicU32::from_ptr(ptr) };

        // Use `atomic` for atomic operations, possibly share it with other threads
        atomic.store(1, atomic::Ordering::Relaxed);
    }

    // It's ok to non-atomically access the value behind `ptr`,
    // since the reference to the atomic ended its lifetime in the block above
    assert_eq!(unsafe { *ptr }, 1);

    // Deallocate the value
    unsafe { drop(Box::from_raw(ptr)) }
});

example!(int_get_mut {
    use std::sync::atomic::{AtomicU32, Ordering};

    let mut some_var = AtomicU32::new(10);
    assert_eq!(*some_var.get_mut(), 10);
    *some_var.get_mut() = 5;
    assert_eq!(some_var.load(Ordering::SeqCst), 5);
});

example!(int_into_inner {
    use std::sync::atomic::AtomicU32;

    let some_var = AtomicU32::new(5);
    assert_eq!(some_var.into_inner(), 5);
});

example!(int_load {
    use std::sync::atomic::{AtomicU32, Ordering};

    let some_var = AtomicU32::new(5);

    assert_eq!(some_var.load(Ordering::Relaxed), 5);
});

example!(int_store {
    use std::sync::atomic::{AtomicU32, Ordering};

    let some_var = AtomicU32::new(5);

    some_var.store(10, Ordering::Relaxed);
    assert_eq!(some_var.load(Ordering::Relaxed), 10);
});

example!(int_swap {
    use std::sync::atomic::{AtomicU32, Ordering};

    let some_var = AtomicU32::new(5);

    assert_eq!(some_var.swap(10, Ordering::Relaxed), 5);
});

example!(int_compare_and_swap {
    use std::sync::atomic::{AtomicU32, Ordering};

    let some_var = AtomicU32::new(5);

    assert_eq!(some_var.compare_and_swap(5, 10, Ordering::Relaxed), 5);
    assert_eq!(some_var.load(Ordering::Relaxed), 10);

    assert_eq!(some_var.compare_and_swap(6, 12, Ordering::Relaxed), 10);
    assert_eq!(some_var.load(Ordering::Relaxed), 10);
});

example!(int_compare_exchange {
    use std::sync::atomic::{AtomicU32, Ordering};

    let some_var = AtomicU32::new(5);

    assert_eq!(some_var.compare_exchange(5, 10,
                                         Ordering::Acquire,
                                         Ordering::Relaxed),
               Ok(5));
    assert_eq!(some_var.load(Ordering::Relaxed), 10);

    assert_eq!(some_var.compare_exchange(6, 12,
                                         Ordering::SeqCst,
                                         Ordering::Acquire),
               Err(10));
    assert_eq!(some_var.load(Ordering::Relaxed), 10);
});

example!(int_compare_exchange_weak {
    use std::sync::atomic::{AtomicU32, Ordering};

    let val = AtomicU32::new(4);

    let mut old = val.load(Ordering::Relaxed);
    loop {
        let new = old * 2;
        match val.compare_exchange_weak(old, new, Ordering::SeqCst, Ordering::Relaxed) {
            Ok(_) => break,
            Err(x) => old = x,
        }
    }
});

example!(int_fetch_add {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(0);
    assert_eq!(foo.fetch_add(10, Ordering::SeqCst), 0);
    assert_eq!(foo.load(Ordering::SeqCst), 10);
});

example!(int_fetch_sub {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(20);
    assert_eq!(foo.fetch_sub(10, Ordering::SeqCst), 20);
    assert_eq!(foo.load(Ordering::SeqCst), 10);
});

example!(int_fetch_and {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(0b101101);
    assert_eq!(foo.fetch_and(0b110011, Ordering::SeqCst), 0b101101);
    assert_eq!(foo.load(Ordering::SeqCst), 0b100001);
});

example!(int_fetch_nand {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(0x13);
    assert_eq!(foo.fetch_nand(0x31, Ordering::SeqCst), 0x13);
    assert_eq!(foo.load(Ordering::SeqCst), !(0x13 & 0x31));
});

example!(int_fetch_or {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(0b101101);
    assert_eq!(foo.fetch_or(0b110011, Ordering::SeqCst), 0b101101);
    assert_eq!(foo.load(Ordering::SeqCst), 0b111111);
});

example!(int_fetch_xor {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(0b101101);
    assert_eq!(foo.fetch_xor(0b110011, Ordering::SeqCst), 0b101101);
    assert_eq!(foo.load(Ordering::SeqCst), 0b011110);
});

example!(int_try_update {
    use std::sync::atomic::{AtomicU32, Ordering};

    let x = AtomicU32::new(7);
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |_| None), Err(7));
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |x| Some(x + 1)), Ok(7));
    assert_eq!(x.try_update(Ordering::SeqCst, Ordering::SeqCst, |x| Some(x + 1)), Ok(8));
    assert_eq!(x.load(Ordering::SeqCst), 9);
});

example!(int_update {
    use std::sync::atomic::{AtomicU32, Ordering};

    let x = AtomicU32::new(7);
    assert_eq!(x.update(Ordering::SeqCst, Ordering::SeqCst, |x| x + 1), 7);
    assert_eq!(x.update(Ordering::SeqCst, Ordering::SeqCst, |x| x + 1), 8);
    assert_eq!(x.load(Ordering::SeqCst), 9);
});

example!(int_fetch_max {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(23);
    assert_eq!(foo.fetch_max(42, Ordering::SeqCst), 23);
    assert_eq!(foo.load(Ordering::SeqCst), 42);
});

example!(int_fetch_max_2 {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(23);
    let bar = 42;
    let max_foo = foo.fetch_max(bar, Ordering::SeqCst).max(bar);
    assert!(max_foo == 42);
});

example!(int_fetch_min {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(23);
    assert_eq!(foo.fetch_min(42, Ordering::Relaxed), 23);
    assert_eq!(foo.load(Ordering::Relaxed), 23);
    assert_eq!(foo.fetch_min(22, Ordering::Relaxed), 23);
    assert_eq!(foo.load(Ordering::Relaxed), 22);
});

example!(int_fetch_min_2 {
    use std::sync::atomic::{AtomicU32, Ordering};

    let foo = AtomicU32::new(23);
    let bar = 12;
    let min_foo = foo.fetch_min(bar, Ordering::SeqCst).min(bar);
    assert_eq!(min_foo, 12);
});
