//! A warehouse that goes on after a panic.
//!
//! Repair what a panic left half done, once, and lose nothing. The statement is in README.md.

use std::sync::Mutex;

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
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        // TODO: what does `lock` return when the last change was cut off?
        change(&mut self.stock.lock().unwrap());
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        self.stock.lock().unwrap().total
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    pub fn is_damaged(&self) -> bool {
        self.stock.is_poisoned()
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        // TODO: count them.
        0
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        self.stock.into_inner().unwrap().items
    }
}
