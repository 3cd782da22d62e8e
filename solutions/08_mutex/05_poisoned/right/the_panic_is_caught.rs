//@ title: The panic is caught, and goes on when the lock is free

//! A warehouse that goes on after a panic.

use std::panic::{self, AssertUnwindSafe};
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
    shelves: Mutex<Shelves>,
}

/// All that is behind the lock.
#[derive(Default)]
struct Shelves {
    stock: Stock,
    is_damaged: bool,
    repairs: u32,
}

impl Shelves {
    /// The stock, in order.
    fn in_order(&mut self) -> &mut Stock {
        if std::mem::take(&mut self.is_damaged) {
            self.stock.total = self.stock.items.iter().sum();
            self.repairs += 1;
        }
        &mut self.stock
    }
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// Does `work` under the lock. It must not panic.
    fn with<R>(&self, work: impl FnOnce(&mut Shelves) -> R) -> R {
        work(&mut self.shelves.lock().expect("no panic leaves the lock"))
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        let result = self.with(|shelves| {
            let stock = shelves.in_order();
            // Unwind safe: what `change` leaves broken is known as damaged.
            let result = panic::catch_unwind(AssertUnwindSafe(|| change(stock)));
            shelves.is_damaged = result.is_err();
            result
        });
        // The lock is free again. Now the panic goes on its way to the caller.
        result.unwrap_or_else(|panic| panic::resume_unwind(panic));
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        self.with(|shelves| shelves.in_order().total)
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    pub fn is_damaged(&self) -> bool {
        self.with(|shelves| shelves.is_damaged)
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        self.with(|shelves| shelves.repairs)
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        let shelves = self.shelves.into_inner();
        shelves.expect("no panic leaves the lock").stock.items
    }
}
