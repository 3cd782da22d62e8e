//! Whom a notification wakes.

use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: program
/// One waits for the page to be 1, another one for it to be 2.
fn turn_pages(notify: fn(&Condvar)) {
    let (page, turned) = (Mutex::new(0), Condvar::new());
    let wait_for = |wanted| {
        let page = page.lock().unwrap();
        drop(turned.wait_while(page, |page| *page < wanted).unwrap());
    };
    thread::scope(|scope| {
        scope.spawn(|| wait_for(1));
        scope.spawn(|| wait_for(2));
        for _ in 0..2 {
            *page.lock().unwrap() += 1;
            notify(&turned);
        }
    });
}

/// Each page is announced to one of them.
pub fn one_is_told() {
    turn_pages(Condvar::notify_one);
}

/// Each page is announced to all.
pub fn all_are_told() {
    turn_pages(Condvar::notify_all);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn the_wrong_one_may_be_told() {
        expect::fails(one_is_told, FailureKind::Deadlock);
        expect::verified(all_are_told);
    }
}
