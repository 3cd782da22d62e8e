//! Waiting until everybody is done, without joining anybody.

use crossbeam::sync::WaitGroup;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

// ANCHOR: program
/// Waits until all workers have prepared what they need. They go on living.
pub fn prepared(workers: u32) -> u32 {
    let prepared = Arc::new(AtomicU32::new(0));
    let group = WaitGroup::new();
    for _ in 0..workers {
        let (prepared, member) = (Arc::clone(&prepared), group.clone());
        thread::spawn(move || {
            prepared.fetch_add(1, Ordering::Relaxed);
            drop(member);
            // ... and now the real work.
        });
    }
    // Waits until all clones are gone.
    group.wait();
    prepared.load(Ordering::Relaxed)
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_waits_for_all_members() {
        for workers in 0..5 {
            assert_eq!(prepared(workers), workers);
        }
    }
}
