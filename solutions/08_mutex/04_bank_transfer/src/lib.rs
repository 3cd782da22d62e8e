//! A bank with accounts, and transfers between them.

use std::sync::Mutex;

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    // A lock for each account: transfers between different accounts do not meet. The price is the
    // rule of this file: **an account with a lower number is locked before one with a higher
    // number**. A `Mutex<Vec<u64>>` would need no rule, and is right, too; whether it is too slow
    // is a thing to measure.
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
        // All guards are kept until all is read. So there is a moment at which all accounts are
        // locked, and no transfer is under way: what is read is what was there at that moment. The
        // accounts are locked from the lowest to the highest, as the rule says.
        let all: Vec<_> = self.accounts.iter().map(|a| a.lock().unwrap()).collect();
        all.iter().map(|balance| **balance).collect()
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        if from == to {
            // There is only one lock, and it cannot be taken twice. Nothing is moved, but it must
            // be covered all the same.
            return if self.balance(from) < amount {
                Err(NotCovered)
            } else {
                Ok(())
            };
        }
        // The order has nothing to do with the direction of the money.
        let low = self.accounts[from.min(to)].lock().unwrap();
        let high = self.accounts[from.max(to)].lock().unwrap();
        let (mut source, mut target) = if from < to { (low, high) } else { (high, low) };
        // Both guards live until the end: looking, taking and giving are one step.
        if *source < amount {
            return Err(NotCovered);
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }
}
