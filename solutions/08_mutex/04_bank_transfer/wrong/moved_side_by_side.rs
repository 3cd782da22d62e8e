//@ title: Transfers share the lock, and only `balances` has it alone
//@ idea: "Only who looks at all the accounts can see the money on its way."
//@ test: what_has_left_one_account_is_in_the_other
//@ kind: panic
//@ says: in no account

use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The sum is always right. But the next transfer looks at an account, too.
pub struct Bank {
    accounts: RwLock<Vec<AtomicU64>>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: RwLock::new(balances.iter().copied().map(AtomicU64::new).collect()),
        }
    }

    pub fn balance(&self, account: usize) -> u64 {
        self.accounts.read().unwrap()[account].load(Ordering::SeqCst)
    }

    pub fn balances(&self) -> Vec<u64> {
        let accounts = self.accounts.write().unwrap();
        accounts.iter().map(|a| a.load(Ordering::SeqCst)).collect()
    }

    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        let accounts = self.accounts.read().unwrap();
        accounts[from]
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |balance| {
                balance.checked_sub(amount)
            })
            .map_err(|_| NotCovered)?;
        accounts[to].fetch_add(amount, Ordering::SeqCst);
        Ok(())
    }
}
