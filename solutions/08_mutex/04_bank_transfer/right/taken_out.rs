//@ title: Both balances are taken out in one step, or the transfer sleeps

//! A bank with accounts, and transfers between them.

use std::sync::{Condvar, Mutex, MutexGuard};

/// A balance, or `None` while a transfer has taken it out.
type Account = Option<u64>;

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    accounts: Mutex<Vec<Account>>,
    put_back: Condvar,
}

/// The account does not cover the transfer.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

impl Bank {
    /// A bank with one account for each of these balances.
    pub fn new(balances: &[u64]) -> Self {
        Bank {
            accounts: Mutex::new(balances.iter().copied().map(Some).collect()),
            put_back: Condvar::new(),
        }
    }

    /// Waits until what `look` wants is there. It takes all of it or nothing: who waits has no
    /// money in hand, so nobody waits for whoever waits.
    fn wait_for<R>(&self, mut look: impl FnMut(&mut [Account]) -> Option<R>) -> R {
        let mut accounts = self.lock();
        loop {
            if let Some(found) = look(&mut accounts) {
                return found;
            }
            accounts = self.put_back.wait(accounts).unwrap();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Account>> {
        self.accounts.lock().unwrap()
    }

    /// What is in the account.
    pub fn balance(&self, account: usize) -> u64 {
        self.wait_for(|accounts| accounts[account])
    }

    /// What is in all the accounts, at one moment.
    pub fn balances(&self) -> Vec<u64> {
        // One that is taken out makes the whole `None`.
        self.wait_for(|accounts| accounts.iter().copied().collect())
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        if from == to {
            let is_covered = self.balance(from) >= amount;
            return is_covered.then_some(()).ok_or(NotCovered);
        }
        let (source, target) = self.wait_for(|accounts| {
            let both = accounts[from].zip(accounts[to])?;
            (accounts[from], accounts[to]) = (None, None);
            Some(both)
        });
        // Nobody else has these two, and no lock is held.
        let moved = source
            .checked_sub(amount)
            .map(|left| (left, target + amount));
        let (source, target) = moved.unwrap_or((source, target));
        let mut accounts = self.lock();
        (accounts[from], accounts[to]) = (Some(source), Some(target));
        drop(accounts);
        // They wait for different accounts: all of them have to look whether it was theirs.
        self.put_back.notify_all();
        moved.map(|_| ()).ok_or(NotCovered)
    }
}
