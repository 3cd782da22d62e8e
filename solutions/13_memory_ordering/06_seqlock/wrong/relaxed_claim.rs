//@ title: The writer claims with Relaxed
//@ idea: "A compare_exchange is atomic, so two writers cannot get in."
//@ test: no_update_is_lost
//@ kind: panic
//@ says: did not see what the first had left

use std::hint;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// Two words that are changed together.
pub struct SeqLock {
    sequence: AtomicUsize,
    words: [AtomicU64; 2],
}

impl SeqLock {
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
        }
    }

    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let even = self.begin_update();
        fence(Release);
        let old = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        let [first, second] = change(old);
        self.words[0].store(first, Relaxed);
        self.words[1].store(second, Relaxed);
        self.sequence.store(even + 2, Release);
    }

    /// They do take turns. But the second one may still see the words from before the first.
    fn begin_update(&self) -> usize {
        loop {
            let seen = self.sequence.load(Relaxed);
            if seen.is_multiple_of(2)
                && self
                    .sequence
                    .compare_exchange(seen, seen + 1, Relaxed, Relaxed)
                    .is_ok()
            {
                return seen;
            }
            hint::spin_loop();
        }
    }

    pub fn try_read(&self) -> Option<[u64; 2]> {
        let before = self.sequence.load(Acquire);
        if !before.is_multiple_of(2) {
            return None;
        }
        let words = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        fence(Acquire);
        let after = self.sequence.load(Relaxed);
        (before == after).then_some(words)
    }

    pub fn read(&self) -> [u64; 2] {
        loop {
            if let Some(words) = self.try_read() {
                return words;
            }
            hint::spin_loop();
        }
    }
}
