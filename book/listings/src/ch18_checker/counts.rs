//! What makes two executions different, and what does not.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: same
/// Two threads add to the same number.
pub fn same_number() {
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| number.fetch_add(1, Relaxed));
        scope.spawn(|| number.fetch_add(2, Relaxed));
    });
}
// ANCHOR_END: same

// ANCHOR: own
/// Each thread adds to a number of its own.
pub fn own_numbers() {
    let (left, right) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| left.fetch_add(1, Relaxed));
        scope.spawn(|| right.fetch_add(2, Relaxed));
    });
}
// ANCHOR_END: own

/// `N` threads take one lock, once each.
pub fn one_lock<const N: usize>() {
    let lock = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..N {
            scope.spawn(|| *lock.lock().unwrap() += 1);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn only_steps_on_the_same_object_make_executions() {
        assert_eq!(expect::verified(same_number), 2);
        assert_eq!(expect::verified(own_numbers), 1);
    }

    #[test]
    fn n_threads_through_one_lock_have_n_factorial_executions() {
        assert_eq!(expect::verified(one_lock::<2>), 2);
        assert_eq!(expect::verified(one_lock::<3>), 6);
        assert_eq!(expect::verified(one_lock::<4>), 24);
        assert_eq!(expect::verified(one_lock::<5>), 120);
    }

    #[test]
    fn no_run_is_started_in_vain() {
        let report = interleave::explore(one_lock::<4>);
        assert_eq!((report.runs(), report.blocked()), (24, 0));
    }
}
