//! Two payments into one account, each made in two steps.

// ANCHOR: program
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

/// Pays 10 into the account.
fn pay_in(balance: &AtomicU32) {
    let seen = balance.load(SeqCst);
    balance.store(seen + 10, SeqCst);
}

/// Two threads pay in at the same time.
pub fn two_payments() {
    let balance = AtomicU32::new(100);
    thread::scope(|scope| {
        scope.spawn(|| pay_in(&balance));
        scope.spawn(|| pay_in(&balance));
    });
    assert_eq!(balance.into_inner(), 120, "a payment was lost");
}
// ANCHOR_END: program

/// The balance at the end.
pub fn balance_at_the_end() -> u32 {
    let balance = AtomicU32::new(100);
    thread::scope(|scope| {
        scope.spawn(|| pay_in(&balance));
        scope.spawn(|| pay_in(&balance));
    });
    balance.into_inner()
}

// ANCHOR: three
/// Three threads pay in 10 each.
pub fn three_payments() -> u32 {
    let balance = AtomicU32::new(100);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| pay_in(&balance));
        }
    });
    balance.into_inner()
}
// ANCHOR_END: three

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_payment_can_be_lost() {
        let text = expect::fails(two_payments, FailureKind::Panic);
        assert!(text.contains("a payment was lost"), "{text}");
    }

    #[test]
    fn the_balance_is_120_or_110() {
        assert_eq!(interleave::outcomes(balance_at_the_end), [110, 120].into());
        assert_eq!(
            interleave::outcomes(three_payments),
            [110, 120, 130].into()
        );
    }
}
