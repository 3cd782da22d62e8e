//! A counter that loses updates.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static COUNTER: AtomicU32 = AtomicU32::new(0);

// ANCHOR: increment
/// Adds one, in two steps.
fn increment() {
    let seen = COUNTER.load(SeqCst);

    COUNTER.store(seen + 1, SeqCst);
}
// ANCHOR_END: increment

fn main() {
    let threads = [1, 2].map(|_| std::thread::spawn(increment));
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(COUNTER.load(SeqCst), 2, "an update was lost");
}
