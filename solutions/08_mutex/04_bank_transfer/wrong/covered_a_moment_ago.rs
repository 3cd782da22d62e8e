//@ title: Covered a moment ago
//@ idea: "I look before I lock, so that a refused transfer locks nothing."
//@ test: nothing_is_spent_twice
//@ kind: panic
//@ says: still covered when it was taken

use std::sync::Mutex;

/// What was covered when it was looked at may be spent when both locks are taken.
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
        let all: Vec<_> = self.accounts.iter().map(|a| a.lock().unwrap()).collect();
        all.iter().map(|balance| **balance).collect()
    }

    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        if self.balance(from) < amount {
            return Err(NotCovered);
        }
        if from == to {
            return Ok(());
        }
        let low = self.accounts[from.min(to)].lock().unwrap();
        let high = self.accounts[from.max(to)].lock().unwrap();
        let (mut source, mut target) = if from < to { (low, high) } else { (high, low) };
        *source -= amount;
        *target += amount;
        Ok(())
    }
}
