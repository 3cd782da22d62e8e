//@ title: A lock, and a condition variable that says when it is two

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// The dishes that are ready, and a bell that rings for each.
#[derive(Default)]
struct Kitchen {
    ready: Mutex<u32>,
    bell: Condvar,
}

impl Kitchen {
    /// Has one dish cooked, without the lock, and then rings.
    fn serve(&self, cook: fn()) {
        cook();
        *self.ready.lock().unwrap() += 1;
        self.bell.notify_one();
    }
}

/// Has two cooks call `cook` once each, and waits until both have rung.
pub fn dinner(cook: fn()) -> u32 {
    let kitchen = Arc::new(Kitchen::default());
    let helpers_kitchen = Arc::clone(&kitchen);
    thread::spawn(move || helpers_kitchen.serve(cook));
    kitchen.serve(cook);

    // The helper may ring before anybody waits. The number is not forgotten, a ring is.
    let ready = kitchen
        .bell
        .wait_while(kitchen.ready.lock().unwrap(), |ready| *ready < 2)
        .unwrap();
    *ready
}
