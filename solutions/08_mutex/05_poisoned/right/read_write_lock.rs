//@ title: A read-write lock, so that two can ask for the total at the same time

//! A warehouse that goes on after a panic.

use std::sync::{PoisonError, RwLock, RwLockWriteGuard};

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
    inside: RwLock<Inside>,
}

#[derive(Default)]
struct Inside {
    stock: Stock,
    repairs: u32,
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the write lock, and repairs the stock if a panic has poisoned it.
    fn write(&self) -> RwLockWriteGuard<'_, Inside> {
        match self.inside.write() {
            Ok(inside) => inside,
            Err(poisoned) => {
                let mut inside = poisoned.into_inner();
                inside.stock.total = inside.stock.items.iter().sum();
                inside.repairs += 1;
                self.inside.clear_poison();
                inside
            }
        }
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        change(&mut self.write().stock);
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        // A read lock says that it is poisoned, too. But it cannot repair, so it has to be given
        // back first: the guard ends with this statement, also the one that is in the `Err`.
        let in_order = self.inside.read().map(|inside| inside.stock.total).ok();
        // Somebody may have repaired it by now. `write` finds out.
        in_order.unwrap_or_else(|| RwLockWriteGuard::downgrade(self.write()).stock.total)
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    pub fn is_damaged(&self) -> bool {
        self.inside.is_poisoned()
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        let inside = self.inside.read();
        inside.unwrap_or_else(PoisonError::into_inner).repairs
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        match self.inside.into_inner() {
            Ok(inside) => inside.stock.items,
            Err(poisoned) => poisoned.into_inner().stock.items,
        }
    }
}
