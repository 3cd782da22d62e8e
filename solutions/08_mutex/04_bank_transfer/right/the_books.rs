//@ title: Only transfers are kept, and a balance is their sum

//! A bank with accounts, and transfers between them.

use std::sync::RwLock;

/// The accounts of a bank, numbered from zero.
pub struct Bank {
    accounts: usize,
    books: RwLock<Vec<Entry>>,
}

/// One line of the books. Once written, it never changes.
enum Entry {
    Opened { account: usize, with: u64 },
    Moved { from: usize, to: usize, amount: u64 },
}

/// The account does not cover the transfer.
#[derive(Debug, PartialEq, Eq)]
pub struct NotCovered;

/// What the books say of all the accounts.
fn add_up(accounts: usize, books: &[Entry]) -> Vec<u64> {
    let mut balances = vec![0; accounts];
    for entry in books {
        match *entry {
            Entry::Opened { account, with } => balances[account] += with,
            Entry::Moved { from, to, amount } => {
                balances[from] -= amount;
                balances[to] += amount;
            }
        }
    }
    balances
}

impl Bank {
    /// A bank with one account for each of these balances.
    pub fn new(balances: &[u64]) -> Self {
        let opened = balances.iter().enumerate();
        let opened = opened.map(|(account, &with)| Entry::Opened { account, with });
        Bank {
            accounts: balances.len(),
            books: RwLock::new(opened.collect()),
        }
    }

    /// What is in the account.
    pub fn balance(&self, account: usize) -> u64 {
        self.balances()[account]
    }

    /// What is in all the accounts, at one moment.
    pub fn balances(&self) -> Vec<u64> {
        add_up(self.accounts, &self.books.read().unwrap())
    }

    /// Moves the amount from one account to another, if it is covered.
    pub fn transfer(&self, from: usize, to: usize, amount: u64) -> Result<(), NotCovered> {
        // Adding up and writing are done under one write lock: nobody writes in between.
        let mut books = self.books.write().unwrap();
        if add_up(self.accounts, &books)[from] < amount {
            return Err(NotCovered);
        }
        books.push(Entry::Moved { from, to, amount });
        Ok(())
    }
}
