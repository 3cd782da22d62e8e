//! What the read-modify-write operations return.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

// ANCHOR: program
/// Each of these reads, computes and writes in one step, and returns what was
/// there *before*.
pub fn the_old_value() {
    let number = AtomicU8::new(7);
    assert_eq!(number.fetch_add(1, Relaxed), 7); // now 8
    assert_eq!(number.fetch_max(5, Relaxed), 8); // still 8
    assert_eq!(number.fetch_or(0b11, Relaxed), 8); // now 11
    assert_eq!(number.swap(255, Relaxed), 11); // now 255
    assert_eq!(number.fetch_add(1, Relaxed), 255); // wraps around: now 0
    assert_eq!(number.load(Relaxed), 0);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn the_old_value_is_returned() {
        assert_eq!(expect::verified(the_old_value), 1);
    }
}
