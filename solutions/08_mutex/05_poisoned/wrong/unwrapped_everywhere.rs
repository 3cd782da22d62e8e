//@ title: Unwrap, and hope
//@ idea: "Threads do not panic."
//@ test: the_next_total_repairs
//@ test: the_next_change_repairs
//@ test: two_who_come_repair_once
//@ kind: panic
//@ says: because of an earlier panic

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

/// One panic, and every thread that comes after it panics as well.
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
        self.inner.lock().unwrap()
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
