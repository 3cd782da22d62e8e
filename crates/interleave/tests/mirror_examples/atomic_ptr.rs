//! `atomic_ptr`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(atomic_ptr_new {
    use std::sync::atomic::AtomicPtr;

    let ptr = &mut 5;
    let atomic_ptr = AtomicPtr::new(ptr);
});

example!(compiles atomic_ptr_from_ptr {
    use std::sync::atomic::{self, AtomicPtr};

    // Get a pointer to an allocated value
    let ptr: *mut *mut u8 = Box::into_raw(Box::new(std::ptr::null_mut()));

    assert!(ptr.cast::<AtomicPtr<u8>>().is_aligned());

    {
        // Create an atomic view of the allocated value
        let atomic = unsafe { AtomicPtr::from_ptr(ptr) };

        // Use `atomic` for atomic operations, possibly share it with other threads
        atomic.store(std::ptr::NonNull::dangling().as_ptr(), atomic::Ordering::Relaxed);
    }

    // It's ok to non-atomically access the value behind `ptr`,
    // since the reference to the atomic ended its lifetime in the block above
    assert!(!unsafe { *ptr }.is_null());

    // Deallocate the value
    unsafe { drop(Box::from_raw(ptr)) }
});

example!(atomic_ptr_get_mut {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let mut data = 10;
    let mut atomic_ptr = AtomicPtr::new(&mut data);
    let mut other_data = 5;
    *atomic_ptr.get_mut() = &mut other_data;
    assert_eq!(unsafe { *atomic_ptr.load(Ordering::SeqCst) }, 5);
});

example!(atomic_ptr_into_inner {
    use std::sync::atomic::AtomicPtr;

    let mut data = 5;
    let atomic_ptr = AtomicPtr::new(&mut data);
    assert_eq!(unsafe { *atomic_ptr.into_inner() }, 5);
});

example!(atomic_ptr_load {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let value = some_ptr.load(Ordering::Relaxed);
});

example!(atomic_ptr_store {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let other_ptr = &mut 10;

    some_ptr.store(other_ptr, Ordering::Relaxed);
});

example!(atomic_ptr_swap {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let other_ptr = &mut 10;

    let value = some_ptr.swap(other_ptr, Ordering::Relaxed);
});

example!(atomic_ptr_compare_and_swap {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let other_ptr = &mut 10;

    let value = some_ptr.compare_and_swap(ptr, other_ptr, Ordering::Relaxed);
});

example!(atomic_ptr_compare_exchange {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let other_ptr = &mut 10;

    let value = some_ptr.compare_exchange(ptr, other_ptr,
                                          Ordering::SeqCst, Ordering::Relaxed);
});

example!(atomic_ptr_compare_exchange_weak {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let some_ptr = AtomicPtr::new(&mut 5);

    let new = &mut 10;
    let mut old = some_ptr.load(Ordering::Relaxed);
    loop {
        match some_ptr.compare_exchange_weak(old, new, Ordering::SeqCst, Ordering::Relaxed) {
            Ok(_) => break,
            Err(x) => old = x,
        }
    }
});

example!(atomic_ptr_try_update {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr: *mut _ = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let new: *mut _ = &mut 10;
    assert_eq!(some_ptr.try_update(Ordering::SeqCst, Ordering::SeqCst, |_| None), Err(ptr));
    let result = some_ptr.try_update(Ordering::SeqCst, Ordering::SeqCst, |x| {
        if x == ptr {
            Some(new)
        } else {
            None
        }
    });
    assert_eq!(result, Ok(ptr));
    assert_eq!(some_ptr.load(Ordering::SeqCst), new);
});

example!(atomic_ptr_update {
    use std::sync::atomic::{AtomicPtr, Ordering};

    let ptr: *mut _ = &mut 5;
    let some_ptr = AtomicPtr::new(ptr);

    let new: *mut _ = &mut 10;
    let result = some_ptr.update(Ordering::SeqCst, Ordering::SeqCst, |_| new);
    assert_eq!(result, ptr);
    assert_eq!(some_ptr.load(Ordering::SeqCst), new);
});

example!(atomic_ptr_fetch_ptr_add {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let atom = AtomicPtr::<i64>::new(core::ptr::null_mut());
    assert_eq!(atom.fetch_ptr_add(1, Ordering::Relaxed).addr(), 0);
    // Note: units of `size_of::<i64>()`.
    assert_eq!(atom.load(Ordering::Relaxed).addr(), 8);
});

example!(atomic_ptr_fetch_ptr_sub {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let array = [1i32, 2i32];
    let atom = AtomicPtr::new(array.as_ptr().wrapping_add(1) as *mut _);

    assert!(core::ptr::eq(
        atom.fetch_ptr_sub(1, Ordering::Relaxed),
        &array[1],
    ));
    assert!(core::ptr::eq(atom.load(Ordering::Relaxed), &array[0]));
});

example!(atomic_ptr_fetch_byte_add {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let atom = AtomicPtr::<i64>::new(core::ptr::null_mut());
    assert_eq!(atom.fetch_byte_add(1, Ordering::Relaxed).addr(), 0);
    // Note: in units of bytes, not `size_of::<i64>()`.
    assert_eq!(atom.load(Ordering::Relaxed).addr(), 1);
});

example!(atomic_ptr_fetch_byte_sub {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let mut arr = [0i64, 1];
    let atom = AtomicPtr::<i64>::new(&raw mut arr[1]);
    assert_eq!(atom.fetch_byte_sub(8, Ordering::Relaxed).addr(), (&raw const arr[1]).addr());
    assert_eq!(atom.load(Ordering::Relaxed).addr(), (&raw const arr[0]).addr());
});

example!(atomic_ptr_fetch_or {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let pointer = &mut 3i64 as *mut i64;

    let atom = AtomicPtr::<i64>::new(pointer);
    // Tag the bottom bit of the pointer.
    assert_eq!(atom.fetch_or(1, Ordering::Relaxed).addr() & 1, 0);
    // Extract and untag.
    let tagged = atom.load(Ordering::Relaxed);
    assert_eq!(tagged.addr() & 1, 1);
    assert_eq!(tagged.map_addr(|p| p & !1), pointer);
});

example!(atomic_ptr_fetch_and {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let pointer = &mut 3i64 as *mut i64;
    // A tagged pointer
    let atom = AtomicPtr::<i64>::new(pointer.map_addr(|a| a | 1));
    assert_eq!(atom.fetch_or(1, Ordering::Relaxed).addr() & 1, 1);
    // Untag, and extract the previously tagged pointer.
    let untagged = atom.fetch_and(!1, Ordering::Relaxed)
        .map_addr(|a| a & !1);
    assert_eq!(untagged, pointer);
});

example!(atomic_ptr_fetch_xor {
    use core::sync::atomic::{AtomicPtr, Ordering};

    let pointer = &mut 3i64 as *mut i64;
    let atom = AtomicPtr::<i64>::new(pointer);

    // Toggle a tag bit on the pointer.
    atom.fetch_xor(1, Ordering::Relaxed);
    assert_eq!(atom.load(Ordering::Relaxed).addr() & 1, 1);
});
