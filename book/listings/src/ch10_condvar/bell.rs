//! A bell that nobody hears, and the condition that can be looked at.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: unheard
/// The cook puts a meal into the hatch and rings. The waiter waits for the
/// bell.
pub fn unheard_bell() {
    let (hatch, bell) = (Mutex::new(None), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *hatch.lock().unwrap() = Some("soup");
            bell.notify_one();
        });
        let hatch = hatch.lock().unwrap();
        let mut hatch = bell.wait(hatch).unwrap();
        println!("here is your {}", hatch.take().unwrap());
    });
}
// ANCHOR_END: unheard

// ANCHOR: polling
/// Looks again and again.
pub fn looking_all_the_time(
    hatch: &Mutex<Option<&'static str>>,
) -> &'static str {
    loop {
        if let Some(meal) = hatch.lock().unwrap().take() {
            return meal;
        }
    }
}
// ANCHOR_END: polling

// ANCHOR: while
/// Looks, and waits for the bell as long as there is nothing.
fn wait_for_meal(
    hatch: &Mutex<Option<&'static str>>,
    bell: &Condvar,
) -> &'static str {
    let mut hatch = hatch.lock().unwrap();
    while hatch.is_none() {
        hatch = bell.wait(hatch).unwrap();
    }
    hatch.take().unwrap()
}
// ANCHOR_END: while

// ANCHOR: wait_while
/// The same loop, from the library.
fn wait_for_meal_too(
    hatch: &Mutex<Option<&'static str>>,
    bell: &Condvar,
) -> &'static str {
    let hatch = hatch.lock().unwrap();
    let mut hatch = bell.wait_while(hatch, |hatch| hatch.is_none()).unwrap();
    hatch.take().unwrap()
}
// ANCHOR_END: wait_while

/// The cook of [`unheard_bell`], and a waiter.
fn serve(wait: fn(&Mutex<Option<&'static str>>, &Condvar) -> &'static str) {
    let (hatch, bell) = (Mutex::new(None), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *hatch.lock().unwrap() = Some("soup");
            bell.notify_one();
        });
        assert_eq!(wait(&hatch, &bell), "soup");
    });
}

/// Waits in a loop.
pub fn heard() {
    serve(wait_for_meal);
}

/// Waits with `wait_while`.
pub fn heard_too() {
    serve(wait_for_meal_too);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_bell_that_rings_too_early_is_not_heard() {
        expect::fails(unheard_bell, FailureKind::Deadlock);
    }

    #[test]
    fn who_looks_first_waits_for_nothing() {
        expect::verified(heard);
        expect::verified(heard_too);
    }

    #[test]
    fn looking_finds_what_is_there() {
        assert_eq!(looking_all_the_time(&Mutex::new(Some("soup"))), "soup");
    }
}
