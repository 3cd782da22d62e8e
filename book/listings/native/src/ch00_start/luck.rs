//! Looks for the lost payment by running the program again and again on the real machine.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Pays 10 into the account.
fn pay_in(balance: &AtomicU32) {
    let seen = balance.load(SeqCst);
    balance.store(seen + 10, SeqCst);
}

// ANCHOR: program
/// Makes the two payments this many times; returns how often one was lost.
pub fn lost_in(rounds: u32) -> u32 {
    let mut lost = 0;
    for _ in 0..rounds {
        let balance = AtomicU32::new(100);
        thread::scope(|scope| {
            scope.spawn(|| pay_in(&balance));
            scope.spawn(|| pay_in(&balance));
        });
        match balance.into_inner() {
            120 => {}
            110 => lost += 1,
            other => unreachable!("{other} is no interleaving's result"),
        }
    }
    lost
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_is_lost_at_most_once_a_round() {
        assert!(lost_in(100) <= 100);
    }
}
