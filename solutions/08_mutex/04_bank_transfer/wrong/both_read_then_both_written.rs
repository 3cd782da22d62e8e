//@ title: Both read, then both written
//@ idea: "With one lock around everything, any code is right."
//@ test: to_oneself_is_allowed_and_changes_nothing
//@ kind: panic
//@ says: made or lost money

use std::sync::Mutex;

/// One lock for all, and no deadlock. But the target's new balance is made of an old one, and when
/// source and target are the same, it is too old.
pub struct Bank {
    accounts: Mutex<Vec<u64>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: Mutex::new(balances.to_vec()),
        }
    }

    pub fn balance(&self, account: usize) -> u64 {
        self.accounts.lock().unwrap()[account]
    }

    pub fn balances(&self) -> Vec<u64> {
        self.accounts.lock().unwrap().clone()
    }

    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        let mut accounts = self.accounts.lock().unwrap();
        let (source, target) = (accounts[from], accounts[to]);
        if source < amount {
            return Err(NotCovered);
        }
        accounts[from] = source - amount;
        accounts[to] = target + amount;
        Ok(())
    }
}
