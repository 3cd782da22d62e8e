//! The same two payments, each made in one step.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

// ANCHOR: step
/// Pays 10 into the account.
fn pay_in(balance: &AtomicU32) {
    balance.fetch_add(10, SeqCst);
}
// ANCHOR_END: step

/// Two threads pay in at the same time.
pub fn two_payments() {
    let balance = AtomicU32::new(100);
    thread::scope(|scope| {
        scope.spawn(|| pay_in(&balance));
        scope.spawn(|| pay_in(&balance));
    });
    assert_eq!(balance.into_inner(), 120, "a payment was lost");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn no_payment_is_lost() {
        assert_eq!(expect::verified(two_payments), 2);
    }
}
