//@ title: Asked before the lock is taken
//@ idea: "`is_poisoned` tells me whether there is something to repair."
//@ test: two_who_come_repair_once
//@ kind: panic
//@ says: must be one step

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

/// Check, then act: both find the mark, and both repair.
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
        let is_damaged = self.inner.is_poisoned();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if is_damaged {
            inner.stock.total = inner.stock.items.iter().sum();
            inner.repairs += 1;
            self.inner.clear_poison();
        }
        inner
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
