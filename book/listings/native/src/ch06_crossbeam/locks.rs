//! The other family of locks.

use parking_lot::{Mutex, RwLock, RwLockUpgradableReadGuard};
use std::collections::HashMap;
use std::hint::black_box;
use std::panic;
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: plain
/// No `unwrap`: `lock` returns the guard itself.
pub fn add(total: &Mutex<u32>, number: u32) -> u32 {
    let mut total = total.lock();
    *total += number;
    *total
}
// ANCHOR_END: plain

// ANCHOR: poison
/// A thread panics in the middle of a change. What do the others find?
pub fn after_a_panic() -> (u32, u32) {
    let account = Mutex::new((100, 0));
    let _ = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let mut account = account.lock();
        account.0 -= 30;
        panic!("before the other half is done");
    }));
    *account.lock()
}
// ANCHOR_END: poison

// ANCHOR: upgrade
/// Reads, and writes if it must, without a gap. One upgradable reader may be
/// inside at a time, together with ordinary readers.
pub fn price(prices: &RwLock<HashMap<String, u32>>, of: &str) -> u32 {
    let known = prices.upgradable_read();
    if let Some(price) = known.get(of) {
        return *price;
    }
    let mut prices = RwLockUpgradableReadGuard::upgrade(known);
    prices.insert(of.to_string(), 7);
    7
}
// ANCHOR_END: upgrade

// ANCHOR: timeout
/// Waits for a lock, but not for ever.
pub fn add_if_soon(total: &Mutex<u32>, number: u32) -> bool {
    match total.try_lock_for(Duration::from_millis(10)) {
        Some(mut total) => {
            *total += number;
            true
        }
        None => false,
    }
}
// ANCHOR_END: timeout

/// The time in which each of so many threads has called `add` so often.
fn timed(threads: usize, rounds: usize, add: impl Fn() + Sync) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..rounds {
                    add();
                }
            });
        }
    });
    start.elapsed()
}

/// With std's mutex.
pub fn std_mutex(threads: usize, rounds: usize) -> Duration {
    let total = std::sync::Mutex::new(0_u64);
    timed(threads, rounds, || *black_box(&total).lock().unwrap() += 1)
}

/// With parking_lot's.
pub fn parking_lot_mutex(threads: usize, rounds: usize) -> Duration {
    let total = Mutex::new(0_u64);
    timed(threads, rounds, || *black_box(&total).lock() += 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_releases_the_lock_and_poisons_nothing() {
        assert_eq!(after_a_panic(), (70, 0), "30 are lost, and nobody says so");
    }

    #[test]
    fn a_reader_can_become_a_writer() {
        let prices = RwLock::default();
        assert_eq!(price(&prices, "tea"), 7);
        assert_eq!(price(&prices, "tea"), 7);
        assert_eq!(prices.read().len(), 1);
    }

    #[test]
    fn an_upgradable_reader_is_inside_with_others_and_alone_of_its_kind() {
        let lock = RwLock::new(());
        let _upgradable = lock.upgradable_read();
        assert!(lock.try_read().is_some());
        assert!(lock.try_upgradable_read().is_none());
        assert!(lock.try_write().is_none());
    }

    #[test]
    fn a_lock_that_is_held_is_not_waited_for_for_ever() {
        let total = Mutex::new(1);
        assert_eq!(add(&total, 1), 2);
        assert!(add_if_soon(&total, 1));
        let _held = total.lock();
        assert!(!add_if_soon(&total, 1));
    }

    #[test]
    fn a_mutex_adds_one_byte() {
        assert_eq!(size_of::<Mutex<()>>(), 1);
    }

    #[test]
    fn both_mutexes_do_the_same_work() {
        std_mutex(2, 10);
        parking_lot_mutex(2, 10);
    }
}
