//! Readers who relieve each other, so that the lock is never free, and a writer who waits for them.

use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// A writer wants in, and readers relieve each other: the next one comes in
/// before the last one goes. How many of `most` come in before one is kept out?
pub fn readers_before_one_is_kept_out(most: u32) -> u32 {
    let page = RwLock::new("old");
    thread::scope(|scope| {
        let mut inside = page.read().unwrap();
        scope.spawn(|| *page.write().unwrap() = "new");
        for came in 0..most {
            // Not `read`: that could wait for the writer, who waits for `inside`.
            let Ok(next) = page.try_read() else {
                return came;
            };
            inside = next;
        }
        assert_eq!(*inside, "old", "the lock has never been free");
        most
    })
}
// ANCHOR_END: program

/// Three of them.
pub fn three_readers() {
    readers_before_one_is_kept_out(3);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checker_lets_every_reader_in() {
        for most in 1..=4 {
            let set = interleave::outcomes(move || {
                readers_before_one_is_kept_out(most)
            });
            assert_eq!(set, [most].into());
            let report = interleave::explore(move || {
                readers_before_one_is_kept_out(most);
            });
            assert_eq!(report.executions(), 1);
        }
    }
}
