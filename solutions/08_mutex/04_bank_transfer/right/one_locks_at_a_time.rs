//@ title: Accounts locked in any order, by one thread at a time

//! A bank with accounts, and transfers between them.

use std::sync::{Mutex, MutexGuard};

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    accounts: Vec<Mutex<u64>>,
    /// Held while more than one account is being locked. Who has all of them lets go of it.
    locking: Mutex<()>,
}

/// The account does not cover the transfer.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    /// A bank with one account for each of these balances.
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: balances.iter().map(|it| Mutex::new(*it)).collect(),
            locking: Mutex::new(()),
        }
    }

    /// Locks these accounts, in the order in which they are asked for.
    ///
    /// Only one thread at a time waits for an account while it has another. Those that it waits for
    /// have all that they need, so they will let go of it.
    fn lock(&self, accounts: impl IntoIterator<Item = usize>) -> Vec<MutexGuard<'_, u64>> {
        let _locking = self.locking.lock().unwrap();
        let lock = |account: usize| self.accounts[account].lock().unwrap();
        accounts.into_iter().map(lock).collect()
    }

    /// What is in the account.
    pub fn balance(&self, account: usize) -> u64 {
        *self.accounts[account].lock().unwrap()
    }

    /// What is in all the accounts, at one moment.
    pub fn balances(&self) -> Vec<u64> {
        let all = self.lock(0..self.accounts.len());
        all.into_iter().map(|balance| *balance).collect()
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        if from == to {
            let is_covered = self.balance(from) >= amount;
            return is_covered.then_some(()).ok_or(NotCovered);
        }
        let mut both = self.lock([from, to]);
        let left = both[0].checked_sub(amount).ok_or(NotCovered)?;
        *both[0] = left;
        *both[1] += amount;
        Ok(())
    }
}
