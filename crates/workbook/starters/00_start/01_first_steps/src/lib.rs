//! Two cooks make one dish each, at the same time.
//!
//! Say how many dishes are ready, and say it only when both cooks are done.
//! The statement is in README.md.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Has two cooks call `cook` once each, at the same time.
///
/// Returns how many dishes are ready when both cooks are done.
pub fn dinner(cook: fn()) -> u32 {
    // A number that two threads may change: each holds an `Arc` to the same one.
    let ready = Arc::new(AtomicU32::new(0));

    // One cook works on a new thread.
    let helper = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            cook();
            ready.fetch_add(1, Ordering::SeqCst);
        })
    };

    // The other cook is this thread.
    cook();
    ready.fetch_add(1, Ordering::SeqCst);

    // TODO: what may the helper still be doing when this line runs?
    let dishes = ready.load(Ordering::SeqCst);
    helper.join().unwrap();
    dishes
}
