//! A semaphore: so many permits.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: program
/// A number of permits.
struct Semaphore {
    permits: Mutex<usize>,
    returned: Condvar,
}

impl Semaphore {
    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .returned
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.returned.notify_one();
    }
}
// ANCHOR_END: program

/// Two threads, one permit.
pub fn take_turns() {
    let semaphore = Semaphore {
        permits: Mutex::new(1),
        returned: Condvar::new(),
    };
    let work = || {
        semaphore.acquire();
        semaphore.release();
    };
    thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    assert_eq!(semaphore.permits.into_inner().unwrap(), 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn the_permit_comes_back() {
        expect::verified(take_turns);
    }
}
