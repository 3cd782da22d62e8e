//@ title: In order, but twice the same
//@ idea: "Lower number first: then there is no ring."
//@ test: to_oneself_is_allowed_and_changes_nothing
//@ kind: deadlock
//@ says: take the same lock twice

use std::sync::Mutex;

/// With one account, the ring has one member.
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
