//! A reader that reads again while a writer waits.

use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// Holds a read lock, and calls something that takes another.
pub fn read_twice() {
    let limit = RwLock::new(10);
    let is_allowed = |n: u32| n <= *limit.read().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| *limit.write().unwrap() = 20);
        let current = limit.read().unwrap();
        assert!(is_allowed(*current));
    });
}
// ANCHOR_END: program
