//@ title: Two orders
//@ idea: "`transfer` keeps to an order, and `balances` keeps to one, too."
//@ test: the_sum_of_three_accounts_is_always_the_same
//@ test: the_sum_is_always_the_same
//@ kind: deadlock
//@ says: take them in one order

use std::sync::Mutex;

/// Two orders, each of them kept, are not one order.
pub struct Bank {
    accounts: Vec<Mutex<u64>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
        }
    }

    pub fn balance(&self, account: usize) -> u64 {
        *self.accounts[account].lock().unwrap()
    }

    pub fn balances(&self) -> Vec<u64> {
        let all: Vec<_> = self
            .accounts
            .iter()
            .rev()
            .map(|a| a.lock().unwrap())
            .collect();
        all.iter().rev().map(|balance| **balance).collect()
    }

    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        if from == to {
            return if self.balance(from) < amount {
                Err(NotCovered)
            } else {
                Ok(())
            };
        }
        let low = self.accounts[from.min(to)].lock().unwrap();
        let high = self.accounts[from.max(to)].lock().unwrap();
        let (mut source, mut target) = if from < to { (low, high) } else { (high, low) };
        if *source < amount {
            return Err(NotCovered);
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }
}
