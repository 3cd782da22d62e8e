//! `barrier`: the examples of std 1.95.0's documentation (MIT OR Apache-2.0, the Rust Project contributors).

example!(barrier {
    use std::sync::Barrier;
    use std::thread;

    let n = 10;
    let barrier = Barrier::new(n);
    thread::scope(|s| {
        for _ in 0..n {
            // The same messages will be printed together.
            // You will NOT see any interleaving.
            s.spawn(|| {
                println!("before wait");
                barrier.wait();
                println!("after wait");
            });
        }
    });
});

example!(barrier_wait_result {
    use std::sync::Barrier;

    let barrier = Barrier::new(1);
    let barrier_wait_result = barrier.wait();
});

example!(barrier_new {
    use std::sync::Barrier;

    let barrier = Barrier::new(10);
});

example!(barrier_wait {
    use std::sync::Barrier;
    use std::thread;

    let n = 10;
    let barrier = Barrier::new(n);
    thread::scope(|s| {
        for _ in 0..n {
            // The same messages will be printed together.
            // You will NOT see any interleaving.
            s.spawn(|| {
                println!("before wait");
                barrier.wait();
                println!("after wait");
            });
        }
    });
});

example!(barrier_wait_result_is_leader {
    use std::sync::Barrier;

    let barrier = Barrier::new(1);
    let barrier_wait_result = barrier.wait();
    println!("{:?}", barrier_wait_result.is_leader());
});
