//@ title: Counted when all is done
//@ idea: "First the work, then the books."
//@ test: two_who_come_repair_once
//@ test: a_change_that_repairs_and_panics_has_repaired
//@ kind: panic
//@ says: how often it was repaired. A repair must be counted

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

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

/// The repair is seen before it is counted, and a panic in between leaves it uncounted.
#[derive(Default)]
pub struct Warehouse {
    stock: Mutex<Stock>,
    repairs: AtomicU32,
}

impl Warehouse {
    pub fn new() -> Self {
        Self::default()
    }

    fn with<R>(&self, work: impl FnOnce(&mut Stock) -> R) -> R {
        let mut repaired = 0;
        let mut stock = self.stock.lock().unwrap_or_else(|poisoned| {
            let mut stock = poisoned.into_inner();
            stock.total = stock.items.iter().sum();
            self.stock.clear_poison();
            repaired = 1;
            stock
        });
        let result = work(&mut stock);
        drop(stock);
        self.repairs.fetch_add(repaired, Ordering::SeqCst);
        result
    }

    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        self.with(change);
    }

    pub fn total(&self) -> u32 {
        self.with(|stock| stock.total)
    }

    pub fn is_damaged(&self) -> bool {
        self.stock.is_poisoned()
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
