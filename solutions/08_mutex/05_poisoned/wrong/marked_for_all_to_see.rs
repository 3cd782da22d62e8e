//@ title: A mark for all to see
//@ idea: "A flag that is set before and cleared after says who was cut off."
//@ test: a_change_under_way_is_no_damage
//@ kind: panic
//@ says: read without the lock

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
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

/// Behind the lock, the mark would be right. Beside it, it is seen while all is well.
#[derive(Default)]
pub struct Warehouse {
    stock: Mutex<Stock>,
    in_change: AtomicBool,
    repairs: AtomicU32,
}

impl Warehouse {
    pub fn new() -> Self {
        Self::default()
    }

    fn in_order(&self) -> MutexGuard<'_, Stock> {
        let mut stock = self.stock.lock().unwrap_or_else(PoisonError::into_inner);
        if self.in_change.swap(false, Ordering::SeqCst) {
            stock.total = stock.items.iter().sum();
            self.repairs.fetch_add(1, Ordering::SeqCst);
        }
        stock
    }

    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        let mut stock = self.in_order();
        self.in_change.store(true, Ordering::SeqCst);
        change(&mut stock);
        self.in_change.store(false, Ordering::SeqCst);
    }

    pub fn total(&self) -> u32 {
        self.in_order().total
    }

    pub fn is_damaged(&self) -> bool {
        self.in_change.load(Ordering::SeqCst)
    }

    pub fn repairs(&self) -> u32 {
        self.repairs.load(Ordering::SeqCst)
    }

    pub fn close(self) -> Vec<u32> {
        self.stock
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .items
    }
}
