//! A thread that waits for itself.

// ANCHOR: program
use std::sync::Mutex;

/// A purse.
#[derive(Default)]
struct Purse {
    coins: Mutex<u32>,
}

impl Purse {
    fn count(&self) -> u32 {
        *self.coins.lock().unwrap()
    }

    fn add(&self) {
        let mut coins = self.coins.lock().unwrap();
        *coins = self.count() + 1; // `count` locks too.
    }
}

/// One thread, one lock.
pub fn one_coin() {
    let purse = Purse::default();
    purse.add();
    assert_eq!(purse.count(), 1);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn one_thread_and_one_lock_can_deadlock() {
        expect::fails(one_coin, FailureKind::Deadlock);
    }
}
