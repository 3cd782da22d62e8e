//! `local`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(local_key {
    use std::cell::Cell;
    use std::thread;

    // explicit `const {}` block enables more efficient initialization
    thread_local!(static FOO: Cell<u32> = const { Cell::new(1) });

    assert_eq!(FOO.get(), 1);
    FOO.set(2);

    // each thread starts out with the initial value of 1
    let t = thread::spawn(move || {
        assert_eq!(FOO.get(), 1);
        FOO.set(3);
    });

    // wait for the thread to complete and bail out on panic
    t.join().unwrap();

    // we retain our original value of 2 despite the child thread
    assert_eq!(FOO.get(), 2);
});

example!(thread_local {
    use std::cell::{Cell, RefCell};

    thread_local! {
        pub static FOO: Cell<u32> = const { Cell::new(1) };

        static BAR: RefCell<Vec<f32>> = RefCell::new(vec![1.0, 2.0]);
    }

    assert_eq!(FOO.get(), 1);
    BAR.with_borrow(|v| assert_eq!(v[1], 2.0));
});

example!(thread_local_2 {
    use std::cell::RefCell;

    thread_local! {
        pub static FOO: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    }

    FOO.with_borrow(|v| assert_eq!(v.len(), 0));
});

example!(local_key_with {
    thread_local! {
        pub static STATIC: String = String::from("I am");
    }

    assert_eq!(
        STATIC.with(|original_value| format!("{original_value} initialized")),
        "I am initialized",
    );
});

example!(local_key_try_with {
    thread_local! {
        pub static STATIC: String = String::from("I am");
    }

    assert_eq!(
        STATIC.try_with(|original_value| format!("{original_value} initialized")),
        Ok(String::from("I am initialized")),
    );
});

example!(local_key_set {
    use std::cell::Cell;

    thread_local! {
        static X: Cell<i32> = panic!("!");
    }

    // Calling X.get() here would result in a panic.

    X.set(123); // But X.set() is fine, as it skips the initializer above.

    assert_eq!(X.get(), 123);
});

example!(local_key_get {
    use std::cell::Cell;

    thread_local! {
        static X: Cell<i32> = const { Cell::new(1) };
    }

    assert_eq!(X.get(), 1);
});

example!(local_key_take {
    use std::cell::Cell;

    thread_local! {
        static X: Cell<Option<i32>> = const { Cell::new(Some(1)) };
    }

    assert_eq!(X.take(), Some(1));
    assert_eq!(X.take(), None);
});

example!(local_key_replace {
    use std::cell::Cell;

    thread_local! {
        static X: Cell<i32> = const { Cell::new(1) };
    }

    assert_eq!(X.replace(2), 1);
    assert_eq!(X.replace(3), 2);
});

example!(local_key_with_borrow {
    use std::cell::RefCell;

    thread_local! {
        static X: RefCell<Vec<i32>> = RefCell::new(Vec::new());
    }

    X.with_borrow(|v| assert!(v.is_empty()));
});

example!(local_key_with_borrow_mut {
    use std::cell::RefCell;

    thread_local! {
        static X: RefCell<Vec<i32>> = RefCell::new(Vec::new());
    }

    X.with_borrow_mut(|v| v.push(1));

    X.with_borrow(|v| assert_eq!(*v, vec![1]));
});

example!(local_key_set_2 {
    use std::cell::RefCell;

    thread_local! {
        static X: RefCell<Vec<i32>> = panic!("!");
    }

    // Calling X.with() here would result in a panic.

    X.set(vec![1, 2, 3]); // But X.set() is fine, as it skips the initializer above.

    X.with_borrow(|v| assert_eq!(*v, vec![1, 2, 3]));
});

example!(local_key_take_2 {
    use std::cell::RefCell;

    thread_local! {
        static X: RefCell<Vec<i32>> = RefCell::new(Vec::new());
    }

    X.with_borrow_mut(|v| v.push(1));

    let a = X.take();

    assert_eq!(a, vec![1]);

    X.with_borrow(|v| assert!(v.is_empty()));
});

example!(local_key_replace_2 {
    use std::cell::RefCell;

    thread_local! {
        static X: RefCell<Vec<i32>> = RefCell::new(Vec::new());
    }

    let prev = X.replace(vec![1, 2, 3]);
    assert!(prev.is_empty());

    X.with_borrow(|v| assert_eq!(*v, vec![1, 2, 3]));
});
