//! A check whose answer is old when it is acted upon.

use std::sync::Mutex;
use std::thread;

// ANCHOR: apart
/// Sells a seat if one is left.
fn sell(seats: &Mutex<i32>) -> bool {
    if *seats.lock().unwrap() > 0 {
        *seats.lock().unwrap() -= 1;
        return true;
    }
    false
}
// ANCHOR_END: apart

// ANCHOR: together
/// Sells a seat if one is left: one lock for the check and the act.
fn sell_one(seats: &Mutex<i32>) -> bool {
    let mut seats = seats.lock().unwrap();
    if *seats > 0 {
        *seats -= 1;
        return true;
    }
    false
}
// ANCHOR_END: together

/// Two buyers, one seat: who gets it?
fn two_buyers(sell: fn(&Mutex<i32>) -> bool) {
    let seats = Mutex::new(1);
    let sold = thread::scope(|scope| {
        let ada = scope.spawn(|| sell(&seats));
        let grace = scope.spawn(|| sell(&seats));
        [ada.join(), grace.join()]
            .into_iter()
            .filter(|sold| matches!(sold, Ok(true)))
            .count()
    });
    assert_eq!(sold, 1, "one seat was sold {sold} times");
}

/// Check, unlock, lock, act.
pub fn sold_twice() {
    two_buyers(sell);
}

/// Check and act under one lock.
pub fn sold_once() {
    two_buyers(sell_one);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_seat_can_be_sold_twice() {
        expect::fails(sold_twice, FailureKind::Panic);
    }

    #[test]
    fn one_lock_sells_it_once() {
        assert_eq!(expect::verified(sold_once), 2);
    }
}
