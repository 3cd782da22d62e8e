//! A latch: a counter behind an `Arc<Mutex>`, and threads that wait until it is
//! zero.

// ANCHOR: program
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Opens once, when so many threads have counted it down. It stays open.
struct Latch {
    left: Mutex<usize>,
    open: Condvar,
}

impl Latch {
    fn count_down(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.open.notify_all();
        }
    }

    fn wait(&self) {
        let left = self.left.lock().unwrap();
        drop(self.open.wait_while(left, |left| *left > 0).unwrap());
    }
}

/// Two helpers get ready; the main thread begins when both are.
pub fn both_ready() -> u32 {
    let latch = Arc::new(Latch {
        left: Mutex::new(2),
        open: Condvar::new(),
    });
    let prepared = Arc::new(Mutex::new(0));
    for _ in 0..2 {
        let (latch, prepared) = (Arc::clone(&latch), Arc::clone(&prepared));
        thread::spawn(move || {
            *prepared.lock().unwrap() += 1;
            latch.count_down();
        });
    }
    latch.wait();
    *prepared.lock().unwrap()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latch_opens_when_both_are_ready() {
        assert_eq!(interleave::outcomes(both_ready), [2].into());
    }
}
