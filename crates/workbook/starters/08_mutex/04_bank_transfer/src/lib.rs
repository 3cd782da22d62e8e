//! A bank with accounts, and transfers between them.
//!
//! No deadlock, and no money made or lost. The statement is in README.md.

use std::sync::Mutex;

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    accounts: Vec<Mutex<u64>>,
}

/// The account does not cover the transfer.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    /// A bank with one account for each of these balances.
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: balances.iter().copied().map(Mutex::new).collect(),
        }
    }

    /// What is in the account.
    pub fn balance(&self, account: usize) -> u64 {
        *self.accounts[account].lock().unwrap()
    }

    /// What is in all the accounts, at one moment.
    pub fn balances(&self) -> Vec<u64> {
        // TODO: is this one moment?
        self.accounts.iter().map(|a| *a.lock().unwrap()).collect()
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        // TODO: and if somebody transfers from `to` to `from` at the same time?
        let mut source = self.accounts[from].lock().unwrap();
        let mut target = self.accounts[to].lock().unwrap();
        if *source < amount {
            return Err(NotCovered);
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }
}
