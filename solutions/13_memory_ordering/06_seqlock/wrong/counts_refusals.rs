//@ title: Who is refused is counted
//@ idea: "It is only a statistic, and Relaxed."
//@ test: nor_does_it_when_a_writer_is_in_the_way
//@ kind: assert
//@ says: while `change` was being called
//@ says: fetch_add

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
    /// How often a reader came in the middle of an update.
    refused: AtomicU64,
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
            refused: AtomicU64::new(0),
        }
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let even = self.begin_update();
        fence(Release);
        let old = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        let [first, second] = change(old);
        self.words[0].store(first, Relaxed);
        self.words[1].store(second, Relaxed);
        self.sequence.store(even + 2, Release);
    }

    /// Makes the sequence number odd, and returns what it was. One writer at a time gets past this.
    fn begin_update(&self) -> usize {
        loop {
            let seen = self.sequence.load(Relaxed);
            if seen.is_multiple_of(2)
                && self
                    .sequence
                    .compare_exchange(seen, seen + 1, Acquire, Relaxed)
                    .is_ok()
            {
                return seen;
            }
            hint::spin_loop();
        }
    }

    /// It writes just when it should be quick: while a writer is at work, all readers hand this number to and fro.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        let before = self.sequence.load(Acquire);
        if !before.is_multiple_of(2) {
            // An update is in the way: say so.
            self.refused.fetch_add(1, Relaxed);
            return None;
        }
        let words = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        fence(Acquire);
        let after = self.sequence.load(Relaxed);
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
