//@ title: A number that outlives the dinner
//@ idea: "A static is there for all threads, so I need neither an `Arc` nor a scope."
//@ test: each_dinner_is_counted_afresh
//@ kind: assert
//@ says: A `static` keeps its number

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static READY: AtomicU32 = AtomicU32::new(0);

/// Right for the first dinner. The second finds the dishes of the first.
pub fn dinner(cook: fn()) -> u32 {
    let helper = thread::spawn(move || {
        cook();
        READY.fetch_add(1, Ordering::SeqCst);
    });
    cook();
    READY.fetch_add(1, Ordering::SeqCst);
    helper.join().unwrap();
    READY.load(Ordering::SeqCst)
}
