//@ title: The sum tells whether there is damage
//@ idea: "If the total is right, nothing can have happened."
//@ test: a_panic_before_the_first_change_is_a_damage_too
//@ kind: panic
//@ says: before it had changed anything

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

/// Finds most damages, and not the change that was cut off before it began.
#[derive(Default)]
pub struct Warehouse {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    stock: Stock,
    repairs: u32,
}

impl Inner {
    fn sum(&self) -> u32 {
        self.stock.items.iter().sum()
    }
}

impl Warehouse {
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn in_order(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.lock();
        if inner.stock.total != inner.sum() {
            inner.stock.total = inner.sum();
            inner.repairs += 1;
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
        let inner = self.lock();
        inner.stock.total != inner.sum()
    }

    pub fn repairs(&self) -> u32 {
        self.lock().repairs
    }

    pub fn close(self) -> Vec<u32> {
        self.inner
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .stock
            .items
    }
}
