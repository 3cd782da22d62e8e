//! A reader that wants to write.

use std::collections::HashMap;
use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// Looks up the price of tea. If it is not there, puts it there.
fn price(prices: &RwLock<HashMap<&str, u32>>) -> u32 {
    let known = prices.read().unwrap();
    match known.get("tea") {
        Some(price) => *price,
        None => {
            // `known` still holds the read lock.
            prices.write().unwrap().insert("tea", 3);
            3
        }
    }
}

/// One thread is enough.
pub fn read_then_write() {
    let prices = RwLock::new(HashMap::new());
    assert_eq!(price(&prices), 3);
}
// ANCHOR_END: program

// ANCHOR: gap
/// Lets go of the read lock first. Between the two locks, another thread may
/// have written.
fn price_with_gap(
    prices: &RwLock<HashMap<&str, u32>>,
    written: &RwLock<u32>,
) -> u32 {
    let known = prices.read().unwrap().get("tea").copied();
    known.unwrap_or_else(|| {
        prices.write().unwrap().insert("tea", 3);
        *written.write().unwrap() += 1;
        3
    })
}

/// How often was the price written?
pub fn written_with_gap() -> u32 {
    let (prices, written) = (RwLock::new(HashMap::new()), RwLock::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| price_with_gap(&prices, &written));
        }
    });
    written.into_inner().unwrap()
}
// ANCHOR_END: gap

// ANCHOR: again
/// Lets go, takes the write lock, and looks again.
fn price_checked_again(
    prices: &RwLock<HashMap<&str, u32>>,
    written: &RwLock<u32>,
) -> u32 {
    let known = prices.read().unwrap().get("tea").copied();
    known.unwrap_or_else(|| {
        *prices.write().unwrap().entry("tea").or_insert_with(|| {
            *written.write().unwrap() += 1;
            3
        })
    })
}

/// How often was the price written?
pub fn written_once() -> u32 {
    let (prices, written) = (RwLock::new(HashMap::new()), RwLock::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| price_checked_again(&prices, &written));
        }
    });
    written.into_inner().unwrap()
}
// ANCHOR_END: again

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_reader_cannot_become_a_writer() {
        expect::fails(read_then_write, FailureKind::Deadlock);
    }

    #[test]
    fn with_a_gap_the_work_may_be_done_twice() {
        assert_eq!(interleave::outcomes(written_with_gap), [1, 2].into());
    }

    #[test]
    fn looking_again_does_it_once() {
        assert_eq!(interleave::outcomes(written_once), [1].into());
    }
}
