//@ title: `into_inner` is unwrapped
//@ idea: "`into_inner` does not lock, so it cannot fail."
//@ test: a_damaged_warehouse_can_be_closed
//@ kind: panic
//@ says: `close` panicked

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

/// Whoever takes the lock apart is told, too, that the data may be half changed.
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
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = poisoned.into_inner();
            inner.stock.total = inner.stock.items.iter().sum();
            inner.repairs += 1;
            self.inner.clear_poison();
            inner
        })
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
        self.inner.into_inner().unwrap().stock.items
    }
}
