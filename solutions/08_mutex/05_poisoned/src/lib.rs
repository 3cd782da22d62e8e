//! A warehouse that goes on after a panic.

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
    inner: Mutex<Inner>,
}

/// What is behind the lock. The number of repairs is changed together with the stock.
#[derive(Default)]
struct Inner {
    stock: Stock,
    repairs: u32,
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// The way in for whoever uses the stock: a guard to one that is in order.
    fn in_order(&self) -> MutexGuard<'_, Inner> {
        // The lock is held in both cases. With `Err`, the guard is in the error.
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = poisoned.into_inner();
            inner.stock.total = inner.stock.items.iter().sum();
            inner.repairs += 1;
            // The guard is still here. So no other thread can see the mark and repair again, and no
            // other thread can have panicked since: what is cleared is the mark of what was
            // repaired. One line after the guard's end, neither would be true.
            self.inner.clear_poison();
            inner
        })
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        // If it does panic, the guard is dropped while the thread unwinds: that is what sets the
        // mark. The panic goes on to the caller by itself.
        change(&mut self.in_order().stock);
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        self.in_order().stock.total
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    ///
    /// The answer may be old when the caller gets it. `in_order` does not ask here: it learns from
    /// `lock` itself.
    pub fn is_damaged(&self) -> bool {
        self.inner.is_poisoned()
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        // This number is right whether or not the stock is. It is not a reason to repair.
        self.inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .repairs
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        // `self` is not shared any more, so there is nothing to lock; but `into_inner` reports the
        // poison, too. The items are right in any case.
        self.inner
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .stock
            .items
    }
}
