//! Two locks, taken in two orders.

use std::sync::Mutex;
use std::thread;

// ANCHOR: crossed
/// Moves one coin from one purse to another.
fn give(from: &Mutex<u32>, to: &Mutex<u32>) {
    let mut from = from.lock().unwrap();
    let mut to = to.lock().unwrap();
    *from -= 1;
    *to += 1;
}

/// Ada gives Bob a coin while Bob gives Ada one.
pub fn crossed_gifts() {
    let (ada, bob) = (Mutex::new(5), Mutex::new(5));
    thread::scope(|scope| {
        scope.spawn(|| give(&ada, &bob));
        scope.spawn(|| give(&bob, &ada));
    });
}
// ANCHOR_END: crossed

// ANCHOR: ordered
/// A purse with a number, by which all agree which of two to lock first.
struct Purse {
    number: u32,
    coins: Mutex<u32>,
}

/// Moves one coin; whoever gives, the purse with the lower number is locked
/// first.
fn give_in_order(from: &Purse, to: &Purse) {
    let (mut from, mut to) = if from.number < to.number {
        let from = from.coins.lock().unwrap();
        (from, to.coins.lock().unwrap())
    } else {
        let to = to.coins.lock().unwrap();
        (from.coins.lock().unwrap(), to)
    };
    *from -= 1;
    *to += 1;
}

/// The same two gifts.
pub fn ordered_gifts() {
    let ada = Purse {
        number: 1,
        coins: Mutex::new(5),
    };
    let bob = Purse {
        number: 2,
        coins: Mutex::new(5),
    };
    thread::scope(|scope| {
        scope.spawn(|| give_in_order(&ada, &bob));
        scope.spawn(|| give_in_order(&bob, &ada));
    });
    assert_eq!(
        ada.coins.into_inner().unwrap() + bob.coins.into_inner().unwrap(),
        10
    );
}
// ANCHOR_END: ordered

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_orders_can_deadlock() {
        expect::fails(crossed_gifts, FailureKind::Deadlock);
    }

    #[test]
    fn one_order_cannot() {
        expect::verified(ordered_gifts);
    }
}
