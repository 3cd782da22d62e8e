//@ title: A guard that only a panic drops sets a flag

//! A warehouse that goes on after a panic.

use std::mem;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Items and their total. In order if `total` is the sum of the `items`.
#[derive(Default)]
pub struct Stock {
    /// The size of each item.
    pub items: Vec<u32>,
    /// The sum of all sizes.
    pub total: u32,
}

impl Stock {
    /// Adds an item.
    pub fn add(&mut self, item: u32) {
        self.items.push(item);
        self.total += item;
    }
}

/// A stock that many threads change.
#[derive(Default)]
pub struct Warehouse {
    stock: Mutex<Stock>,
    is_damaged: AtomicBool,
    repairs: AtomicU32,
}

/// Says that the stock is damaged when it is dropped, which only a panic does.
struct Alarm<'a>(&'a AtomicBool);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        // ORDERING: Relaxed: the lock orders this with what the next `lock` loads, and nobody who
        // only asks concludes more from it.
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the lock, and repairs the stock if the alarm was given.
    fn lock(&self) -> MutexGuard<'_, Stock> {
        let mut stock = self.stock.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_damaged.load(Ordering::Relaxed) {
            stock.total = stock.items.iter().sum();
            self.repairs.fetch_add(1, Ordering::Relaxed);
            // ORDERING: Release pairs with the Acquire in `is_damaged`: who is told that the
            // damage is gone finds the repair counted.
            self.is_damaged.store(false, Ordering::Release);
        }
        stock
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        // The last variable is dropped first, so the alarm is given while the lock is held.
        let mut stock = self.lock();
        let alarm = Alarm(&self.is_damaged);
        change(&mut stock);
        mem::forget(alarm);
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        self.lock().total
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Acquire)
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        self.repairs.load(Ordering::Relaxed)
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        let stock = self.stock.into_inner();
        stock.unwrap_or_else(PoisonError::into_inner).items
    }
}
