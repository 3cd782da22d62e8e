//! Two cooks make one dish each, at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Has two cooks call `cook` once each, at the same time.
///
/// Returns how many dishes are ready when both cooks are done.
pub fn dinner(cook: fn()) -> u32 {
    // The new thread may live longer than this call (as far as the compiler can tell), so it cannot
    // borrow a local variable: the two threads own the number together, through an `Arc`.
    let ready = Arc::new(AtomicU32::new(0));

    let helper = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            cook();
            // One indivisible step, so that two cooks who finish together both count.
            ready.fetch_add(1, Ordering::SeqCst);
        })
    };

    // Both cooks are at work from here on. Joining the helper *before* this line would also give
    // the right number, but then the second cook would only begin when the first had gone home.
    cook();
    ready.fetch_add(1, Ordering::SeqCst);

    // `join` returns when the helper has ended, and everything that the helper did happens-before
    // that: no execution is left in which the next line misses the helper's dish.
    // `unwrap` passes a panic of the helper on to the caller.
    helper.join().unwrap();
    ready.load(Ordering::SeqCst)
}
