//! Steps that do not matter to each other make no further executions.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

/// Two threads, two steps each, on one number.
pub fn two_threads() {
    let shared = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                shared.fetch_add(1, Relaxed);
                shared.fetch_add(1, Relaxed);
            });
        }
    });
}

/// The same, and a third thread with a number that nobody else uses.
pub fn and_a_third_on_its_own() {
    let (shared, own) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                shared.fetch_add(1, Relaxed);
                shared.fetch_add(1, Relaxed);
            });
        }
        scope.spawn(|| {
            own.fetch_add(1, Relaxed);
            own.fetch_add(1, Relaxed);
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn a_thread_on_its_own_adds_no_execution() {
        assert_eq!(expect::verified(two_threads), 6);
        assert_eq!(expect::verified(and_a_third_on_its_own), 6);
    }
}
