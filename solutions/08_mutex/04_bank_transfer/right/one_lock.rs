//@ title: One lock for the whole bank, and `get_disjoint_mut`

//! A bank with accounts, and transfers between them.

use std::slice::GetDisjointMutError;
use std::sync::Mutex;

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    accounts: Mutex<Vec<u64>>,
}

/// The account does not cover the transfer.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    /// A bank with one account for each of these balances.
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: Mutex::new(balances.to_vec()),
        }
    }

    /// What is in the account.
    pub fn balance(&self, account: usize) -> u64 {
        self.accounts.lock().unwrap()[account]
    }

    /// What is in all the accounts, at one moment.
    pub fn balances(&self) -> Vec<u64> {
        self.accounts.lock().unwrap().clone()
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        let mut accounts = self.accounts.lock().unwrap();
        let left = accounts[from].checked_sub(amount).ok_or(NotCovered)?;
        match accounts.get_disjoint_mut([from, to]) {
            Ok([source, target]) => {
                *source = left;
                *target += amount;
                Ok(())
            }
            // It is one account: it is covered, and stays as it is.
            Err(GetDisjointMutError::OverlappingIndices) => Ok(()),
            Err(GetDisjointMutError::IndexOutOfBounds) => panic!("there is no account {to}"),
        }
    }
}
