//@ title: A barrier

use std::sync::{Arc, Barrier};
use std::thread;

/// Has two cooks.
pub fn dinner(cook: fn()) -> u32 {
    let table = Arc::new(Barrier::new(2));
    let t2 = Arc::clone(&table);
    let _helper = thread::Builder::new()
        .name("helper".to_string())
        .spawn(move || {
            cook();
            t2.wait();
        })
        .unwrap();
    cook();
    println!("caller is done");
    table.wait();
    thread::yield_now();
    2
}
