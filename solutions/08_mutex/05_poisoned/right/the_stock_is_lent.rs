//@ title: The stock is lent out, and a condition variable says when it is back

//! A warehouse that goes on after a panic.

use std::sync::{Condvar, Mutex, PoisonError};

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
    counter: Mutex<Counter>,
    is_back: Condvar,
}

/// What one knows at the counter.
struct Counter {
    /// `None` while somebody has it.
    stock: Option<Stock>,
    is_damaged: bool,
    repairs: u32,
}

impl Default for Counter {
    fn default() -> Self {
        Counter {
            stock: Some(Stock::default()),
            is_damaged: false,
            repairs: 0,
        }
    }
}

/// The stock on loan. However it ends, the stock comes back.
struct Loan<'a> {
    warehouse: &'a Warehouse,
    stock: Stock,
    /// Somebody has begun to change it, and is not done.
    in_change: bool,
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut counter = self.warehouse.counter.lock().unwrap();
        counter.stock = Some(std::mem::take(&mut self.stock));
        counter.is_damaged = self.in_change;
        drop(counter);
        self.warehouse.is_back.notify_one();
    }
}

impl Warehouse {
    /// An empty warehouse.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits for the stock, repairs it if need be, and takes it away.
    fn borrow(&self) -> Loan<'_> {
        let counter = self.counter.lock().unwrap();
        let mut counter = self
            .is_back
            .wait_while(counter, |it| it.stock.is_none())
            .unwrap();
        let mut stock = counter.stock.take().expect("it is back");
        if counter.is_damaged {
            stock.total = stock.items.iter().sum();
            counter.is_damaged = false;
            counter.repairs += 1;
        }
        Loan {
            warehouse: self,
            stock,
            in_change: false,
        }
    }

    /// Lends the stock to `change`, which may panic.
    pub fn change(&self, change: impl FnOnce(&mut Stock)) {
        let mut loan = self.borrow();
        loan.in_change = true;
        change(&mut loan.stock);
        loan.in_change = false;
    }

    /// The sum of all sizes.
    pub fn total(&self) -> u32 {
        self.borrow().stock.total
    }

    /// Whether a change was cut off by a panic, and nobody has repaired the stock since.
    pub fn is_damaged(&self) -> bool {
        self.counter.lock().unwrap().is_damaged
    }

    /// How often the stock was repaired.
    pub fn repairs(&self) -> u32 {
        self.counter.lock().unwrap().repairs
    }

    /// Closes the warehouse, and returns the items.
    pub fn close(self) -> Vec<u32> {
        let counter = self.counter.into_inner();
        let counter = counter.unwrap_or_else(PoisonError::into_inner);
        counter.stock.map_or_else(Vec::new, |stock| stock.items)
    }
}
