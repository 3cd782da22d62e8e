//@ title: fences, spinning

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering, fence};
use std::thread;

/// Has two cooks.
pub fn dinner(cook: fn()) -> u32 {
    let ready = Arc::new(AtomicU32::new(0));
    let caller_started = Arc::new(OnceLock::new());
    let r2 = ready.clone();
    let c2 = caller_started.clone();
    thread::spawn(move || {
        let _ = c2.set(());
        cook();
        fence(Ordering::Release);
        r2.fetch_add(1, Ordering::Relaxed);
    });
    cook();
    ready.fetch_add(1, Ordering::Relaxed);
    while ready.load(Ordering::Relaxed) != 2 {
        std::hint::spin_loop();
    }
    fence(Ordering::Acquire);
    caller_started.get().copied().unwrap();
    ready.load(Ordering::Relaxed)
}
