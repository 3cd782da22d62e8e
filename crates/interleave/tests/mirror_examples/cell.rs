//! `cell`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(unsafe_cell {
    use std::cell::UnsafeCell;
    // Safety: the caller must ensure that there are no references that
    // point to the *contents* of the `UnsafeCell`.
    unsafe fn get_mut<T>(ptr: &UnsafeCell<T>) -> &mut T {
      unsafe { &mut *ptr.get() }
    }
});

example!(compiles unsafe_cell_2 {
    use std::cell::UnsafeCell;
    fn get_shared<T>(ptr: &mut T) -> &UnsafeCell<T> {
      let t = ptr as *mut T as *const UnsafeCell<T>;
      // SAFETY: `T` and `UnsafeCell<T>` have the same memory layout
      unsafe { &*t }
    }
});

example!(unsafe_cell_3 {
    use std::cell::UnsafeCell;

    let x: UnsafeCell<i32> = 42.into();
    // Get multiple / concurrent / shared references to the same `x`.
    let (p1, p2): (&UnsafeCell<i32>, &UnsafeCell<i32>) = (&x, &x);

    unsafe {
        // SAFETY: within this scope there are no other references to `x`'s contents,
        // so ours is effectively unique.
        let p1_exclusive: &mut i32 = &mut *p1.get(); // -- borrow --+
        *p1_exclusive += 27; //                                     |
    } // <---------- cannot go beyond this point -------------------+

    unsafe {
        // SAFETY: within this scope nobody expects to have exclusive access to `x`'s contents,
        // so we can have multiple shared accesses concurrently.
        let p2_shared: &i32 = &*p2.get();
        assert_eq!(*p2_shared, 42 + 27);
        let p1_shared: &i32 = &*p1.get();
        assert_eq!(*p1_shared, *p2_shared);
    }
});

example!(unsafe_cell_new {
    use std::cell::UnsafeCell;

    let uc = UnsafeCell::new(5);
});

example!(unsafe_cell_into_inner {
    use std::cell::UnsafeCell;

    let uc = UnsafeCell::new(5);

    let five = uc.into_inner();
});

example!(compiles unsafe_cell_from_mut {
    use std::cell::UnsafeCell;

    let mut val = 42;
    let uc = UnsafeCell::from_mut(&mut val);

    *uc.get_mut() -= 1;
    assert_eq!(*uc.get_mut(), 41);
});

example!(unsafe_cell_get {
    use std::cell::UnsafeCell;

    let uc = UnsafeCell::new(5);

    let five = uc.get();
});

example!(unsafe_cell_get_mut {
    use std::cell::UnsafeCell;

    let mut c = UnsafeCell::new(5);
    *c.get_mut() += 1;

    assert_eq!(*c.get_mut(), 6);
});

example!(compiles unsafe_cell_raw_get {
    use std::cell::UnsafeCell;
    use std::mem::MaybeUninit;

    let m = MaybeUninit::<UnsafeCell<i32>>::uninit();
    unsafe { UnsafeCell::raw_get(m.as_ptr()).write(5); }
    // avoid below which references to uninitialized data
    // unsafe { UnsafeCell::get(&*m.as_ptr()).write(5); }
    let uc = unsafe { m.assume_init() };

    assert_eq!(uc.into_inner(), 5);
});
