//@ title: A copy is changed
//@ idea: "Foreign code must not run while I hold the lock, so I give it a copy and write that back."
//@ test: changes_do_not_overlap
//@ kind: panic
//@ says: a change was lost

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard};

#[derive(Clone, Default)]
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

/// Between the copy and writing it back, another change comes in, and is overwritten.
#[derive(Default)]
pub struct Warehouse {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    stock: Stock,
    repairs: u32,
    damaged: bool,
}

impl Warehouse {
    pub fn new() -> Self {
        Self::default()
    }

    fn in_order(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.inner.lock().unwrap();
        if inner.damaged {
            inner.stock.total = inner.stock.items.iter().sum();
            inner.repairs += 1;
            inner.damaged = false;
        }
        inner
    }

    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        let mut stock = self.in_order().stock.clone();
        let result = panic::catch_unwind(AssertUnwindSafe(|| change(&mut stock)));
        let mut inner = self.in_order();
        inner.stock = stock;
        if let Err(cause) = result {
            inner.damaged = true;
            drop(inner);
            panic::resume_unwind(cause);
        }
    }

    pub fn total(&self) -> u32 {
        self.in_order().stock.total
    }

    pub fn is_damaged(&self) -> bool {
        self.inner.lock().unwrap().damaged
    }

    pub fn repairs(&self) -> u32 {
        self.inner.lock().unwrap().repairs
    }

    pub fn close(self) -> Vec<u32> {
        self.inner.into_inner().unwrap().stock.items
    }
}
