//! `Barrier`, from the library.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

// ANCHOR: program
/// Two threads write their half of a row, meet, and read the other's half.
/// Returns what they read, and how many of them lead.
pub fn halves() -> (u32, u32, usize) {
    let barrier = Barrier::new(2);
    let [left, right] = [AtomicU32::new(0), AtomicU32::new(0)];
    let write_and_read = |mine: &AtomicU32, other: &AtomicU32| {
        mine.store(1, SeqCst);
        let leads = barrier.wait().is_leader();
        (other.load(SeqCst), usize::from(leads))
    };
    thread::scope(|scope| {
        let thread = scope.spawn(|| write_and_read(&left, &right));
        let (seen, leads) = write_and_read(&right, &left);
        let (seen_there, leads_there) = thread.join().unwrap();
        (seen, seen_there, leads + leads_there)
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_see_the_other_half_and_one_leads() {
        assert_eq!(interleave::outcomes(halves), [(1, 1, 1)].into());
    }
}
