//@ title: Busy means refused
//@ idea: "If I cannot have both locks at once, I give up: no deadlock."
//@ test: transfers_in_both_directions
//@ test: nothing_is_lost_on_the_way_into_one_account
//@ kind: panic
//@ says: both transfers are covered

use std::sync::Mutex;

/// `try_lock` closes no ring, and somebody has to try again.
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
        if from == to {
            return if self.balance(from) < amount {
                Err(NotCovered)
            } else {
                Ok(())
            };
        }
        let mut source = self.accounts[from].lock().unwrap();
        let Ok(mut target) = self.accounts[to].try_lock() else {
            return Err(NotCovered);
        };
        if *source < amount {
            return Err(NotCovered);
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }
}
