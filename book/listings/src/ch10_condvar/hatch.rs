//! `if` instead of `while`: the meal may be gone when the lock is back.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: if
/// Looks once, and trusts the bell.
fn take_one(meals: &Mutex<u32>, bell: &Condvar) {
    let mut meals = meals.lock().unwrap();
    if *meals == 0 {
        meals = bell.wait(meals).unwrap();
    }
    assert!(*meals > 0, "woken, and there is no meal");
    *meals -= 1;
}
// ANCHOR_END: if

// ANCHOR: while
/// Looks each time that it wakes up.
fn take_one_in_a_loop(meals: &Mutex<u32>, bell: &Condvar) {
    let meals = meals.lock().unwrap();
    let mut meals = bell.wait_while(meals, |meals| *meals == 0).unwrap();
    *meals -= 1;
}
// ANCHOR_END: while

// ANCHOR: kitchen
/// One waiter, one meal, one ring.
fn one_waiter(take: fn(&Mutex<u32>, &Condvar)) {
    let (meals, bell) = (Mutex::new(0), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *meals.lock().unwrap() += 1;
            bell.notify_one();
        });
        take(&meals, &bell);
    });
}
// ANCHOR_END: kitchen

/// With `if`.
pub fn trusts_the_bell() {
    one_waiter(take_one);
}

/// With `while`.
pub fn looks_again() {
    one_waiter(take_one_in_a_loop);
}

// ANCHOR: stolen
/// Says how often a waiter was woken and found nothing: two waiters, two meals,
/// one of them cooked late. Nobody is woken for no reason more than once.
pub fn woken_in_vain() -> u32 {
    let (meals, bell) = (Mutex::new(0), Condvar::new());
    let in_vain = thread::scope(|scope| {
        let take = || {
            let mut in_vain = 0;
            let mut meals = meals.lock().unwrap();
            while *meals == 0 {
                meals = bell.wait(meals).unwrap();
                in_vain += u32::from(*meals == 0);
            }
            *meals -= 1;
            in_vain
        };
        let waiters = [scope.spawn(take), scope.spawn(take)];
        for _ in 0..2 {
            *meals.lock().unwrap() += 1;
            bell.notify_one();
        }
        waiters.map(|waiter| waiter.join().unwrap())
    });
    in_vain.iter().sum()
}
// ANCHOR_END: stolen

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_wake_up_is_not_a_meal() {
        let text = expect::fails(trusts_the_bell, FailureKind::Panic);
        assert!(text.contains("woken for no reason"), "{text}");
        expect::verified(looks_again);
    }

    #[test]
    fn meals_are_taken_by_those_who_come_later() {
        let set = interleave::outcomes(woken_in_vain);
        assert!(set.contains(&0) && set.contains(&1), "{set:?}");
    }
}
