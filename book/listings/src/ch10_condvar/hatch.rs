//! `if` instead of `while`: the meal may be gone when the lock is back.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: if
/// Looks once, and trusts the bell. Says whether there was a meal.
fn take_one(meals: &Mutex<u32>, bell: &Condvar) -> bool {
    let mut meals = meals.lock().unwrap();
    if *meals == 0 {
        meals = bell.wait(meals).unwrap();
    }
    let is_there = *meals > 0;
    if is_there {
        *meals -= 1;
    }
    is_there
}
// ANCHOR_END: if

// ANCHOR: while
/// Looks each time that it wakes up.
fn take_one_in_a_loop(meals: &Mutex<u32>, bell: &Condvar) -> bool {
    let meals = meals.lock().unwrap();
    let mut meals = bell.wait_while(meals, |meals| *meals == 0).unwrap();
    *meals -= 1;
    true
}
// ANCHOR_END: while

// ANCHOR: kitchen
/// One waiter, one meal, one ring.
fn one_waiter(take: fn(&Mutex<u32>, &Condvar) -> bool) {
    let (meals, bell) = (Mutex::new(0), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *meals.lock().unwrap() += 1;
            bell.notify_one();
        });
        let taken = take(&meals, &bell);
        assert!(taken, "woken, and there is no meal");
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
/// Whether a meal is in the hatch, and how often the bell has rung.
#[derive(Default)]
struct Hatch {
    meal: bool,
    rings: u32,
}

/// The waiter minds if it rang and the meal is gone.
pub fn the_meal_is_gone() {
    let (hatch, bell) = (Mutex::new(Hatch::default()), Condvar::new());
    let cook = || {
        let mut hatch = hatch.lock().unwrap();
        hatch.meal = true;
        hatch.rings += 1;
        bell.notify_one();
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut hatch = hatch.lock().unwrap();
            while !hatch.meal {
                let heard = hatch.rings;
                hatch = bell.wait(hatch).unwrap();
                if hatch.rings > heard && !hatch.meal {
                    drop(hatch);
                    panic!("it rang, and the meal is gone");
                }
            }
        });
        cook();
        // Somebody comes by, and takes the meal.
        hatch.lock().unwrap().meal = false;
        cook();
    });
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
    fn a_meal_may_be_taken_by_one_who_comes_later() {
        let text = expect::fails(the_meal_is_gone, FailureKind::Panic);
        assert!(text.contains("it rang, and the meal is"), "{text}");
        assert!(!text.contains("woken for no reason"), "{text}");
    }
}
