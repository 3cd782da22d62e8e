//@ title: Take, let go, give
//@ idea: "With only one lock at a time there can be no deadlock."
//@ test: the_sum_is_always_the_same
//@ kind: panic
//@ says: saw money on its way

use std::sync::Mutex;

/// No deadlock, and no money is lost in the end. In between, it is nowhere.
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
        {
            let mut source = self.accounts[from].lock().unwrap();
            if *source < amount {
                return Err(NotCovered);
            }
            *source -= amount;
        }
        *self.accounts[to].lock().unwrap() += amount;
        Ok(())
    }
}
