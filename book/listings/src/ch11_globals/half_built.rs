//! A flag that says "somebody has begun", read as "it is there".

use std::sync::LazyLock;
use std::thread;

// ANCHOR: program
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

static STARTED: AtomicBool = AtomicBool::new(false);
static SQUARES: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Whoever comes first fills in the table. Returns how long it is.
fn squares() -> usize {
    if !STARTED.swap(true, SeqCst) {
        for n in 1..=2 {
            SQUARES.lock().unwrap().push(n * n);
        }
    }
    SQUARES.lock().unwrap().len()
}

/// Two threads need the table.
pub fn half_a_table() {
    let other = thread::spawn(squares);
    assert_eq!(squares(), 2, "the length of the table");
    other.join().unwrap();
}
// ANCHOR_END: program

/// What one of two threads sees.
pub fn squares_seen() -> usize {
    let other = thread::spawn(squares);
    let seen = squares();
    other.join().unwrap();
    seen
}

// ANCHOR: whole
static TABLE: LazyLock<Vec<u32>> =
    LazyLock::new(|| (1..=2).map(|n| n * n).collect());
// ANCHOR_END: whole

/// With a `LazyLock`.
pub fn table_seen() -> usize {
    let other = thread::spawn(|| TABLE.len());
    let seen = TABLE.len();
    other.join().unwrap();
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn who_comes_second_may_see_half_of_it() {
        expect::fails(half_a_table, FailureKind::Panic);
        assert_eq!(interleave::outcomes(squares_seen), [0, 1, 2].into());
    }

    #[test]
    fn a_lazy_lock_shows_all_of_it() {
        assert_eq!(interleave::outcomes(table_seen), [2].into());
    }
}
