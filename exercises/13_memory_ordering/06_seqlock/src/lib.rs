//! A sequence lock: readers take no lock and write nothing, and never see half an update.
//!
//! The statement is in README.md.

use std::hint;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Two words that are changed together.
pub struct SeqLock {
    /// Even: the words are whole. Odd: they are being changed.
    sequence: AtomicUsize,
    words: [AtomicU64; 2],
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
        }
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        // TODO: what if two writers come here at the same time?
        // TODO: how does a reader find out that it came in the middle?
        let old = [
            self.words[0].load(Ordering::Relaxed),
            self.words[1].load(Ordering::Relaxed),
        ];
        let [first, second] = change(old);
        self.words[0].store(first, Ordering::Relaxed);
        self.words[1].store(second, Ordering::Relaxed);
        self.sequence.fetch_add(2, Ordering::Relaxed);
    }

    /// The words, if no update is in the way. Waits for nobody.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        let before = self.sequence.load(Ordering::Relaxed);
        // TODO: what does an odd number mean?
        let words = [
            self.words[0].load(Ordering::Relaxed),
            self.words[1].load(Ordering::Relaxed),
        ];
        // TODO: this load may be done before those of the words.
        let after = self.sequence.load(Ordering::Relaxed);
        (before == after).then_some(words)
    }

    /// The words. Tries again as long as updates are in the way.
    pub fn read(&self) -> [u64; 2] {
        loop {
            if let Some(words) = self.try_read() {
                return words;
            }
            hint::spin_loop();
        }
    }
}
