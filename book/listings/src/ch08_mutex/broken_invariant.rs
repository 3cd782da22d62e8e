//! Two values that belong together, behind two locks.

use std::sync::Mutex;
use std::thread;

// ANCHOR: apart
/// How many visitors, and what they paid: 5 each.
#[derive(Default)]
struct Takings {
    visitors: Mutex<u32>,
    money: Mutex<u32>,
}

/// One thread sells a ticket, another checks the books.
pub fn two_locks_for_one_truth() {
    let takings = Takings::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            *takings.visitors.lock().unwrap() += 1;
            *takings.money.lock().unwrap() += 5;
        });
        let visitors = *takings.visitors.lock().unwrap();
        let money = *takings.money.lock().unwrap();
        assert_eq!(money, visitors * 5, "the books do not balance");
    });
}
// ANCHOR_END: apart

// ANCHOR: together
/// The two values that belong together, behind one lock.
#[derive(Default)]
struct Books {
    visitors: u32,
    money: u32,
}

/// The same with one lock.
pub fn one_lock_for_one_truth() {
    let books = Mutex::new(Books::default());
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut books = books.lock().unwrap();
            books.visitors += 1;
            books.money += 5;
        });
        let books = books.lock().unwrap();
        assert_eq!(books.money, books.visitors * 5, "the books do not balance");
    });
}
// ANCHOR_END: together

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_locks_let_a_half_done_sale_be_seen() {
        let text = expect::fails(two_locks_for_one_truth, FailureKind::Panic);
        assert!(text.contains("the books do not balance"), "{text}");
    }

    #[test]
    fn one_lock_hides_it() {
        expect::verified(one_lock_for_one_truth);
    }
}
