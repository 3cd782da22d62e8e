//! A limit that is hit is said, and is no success.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: program
/// Three threads, three steps each.
pub fn nine_steps() {
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..3 {
                    count.fetch_add(1, Relaxed);
                }
            });
        }
    });
    assert_eq!(count.into_inner(), 9);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::{Explorer, Verdict};

    #[test]
    fn all_1680_orders_pass() {
        // 9! / (3!)³: the ways to merge three rows of three steps.
        assert_eq!(expect::verified(nine_steps), 1680);
    }

    // ANCHOR: limit
    #[test]
    fn a_limit_that_is_hit_is_reported() {
        let report = Explorer::new().max_executions(100).explore(nine_steps);
        assert!(matches!(report.verdict(), Verdict::Bounded { .. }));
        assert!(report.failure().is_none());
    }
    // ANCHOR_END: limit
}
