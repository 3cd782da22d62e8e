//@ title: Cleared when the lock is free again
//@ idea: "First I repair, then I let go, then I say that all is well."
//@ test: a_panic_in_the_meantime_is_not_overlooked
//@ kind: panic
//@ says: was overlooked

use std::sync::{Mutex, MutexGuard, PoisonError};

#[derive(Default)]
pub struct Stock {
    pub items: Vec<u32>,
    pub total: u32,
}

impl Stock {
    pub fn add(&mut self, item: u32) {
        self.items.push(item);
        self.total += item;
    }
}

/// Right with one thread. With two, the mark that is cleared may be another one.
#[derive(Default)]
pub struct Warehouse {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    stock: Stock,
    repairs: u32,
}

impl Warehouse {
    pub fn new() -> Self {
        Self::default()
    }

    fn in_order(&self) -> MutexGuard<'_, Inner> {
        let Err(poisoned) = self.inner.lock() else {
            return self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        };
        let mut inner = poisoned.into_inner();
        inner.stock.total = inner.stock.items.iter().sum();
        inner.repairs += 1;
        drop(inner);
        self.inner.clear_poison();
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        change(&mut self.in_order().stock);
    }

    pub fn total(&self) -> u32 {
        self.in_order().stock.total
    }

    pub fn is_damaged(&self) -> bool {
        self.inner.is_poisoned()
    }

    pub fn repairs(&self) -> u32 {
        self.inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .repairs
    }

    pub fn close(self) -> Vec<u32> {
        self.inner
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .stock
            .items
    }
}
