//@ title: Writers take a `Mutex`, and the words are Release and Acquire instead of fences

use std::hint;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

/// Two words that are changed together.
pub struct SeqLock {
    /// For writers only. It holds the words, so that a writer need not read the atomics.
    current: Mutex<[u64; 2]>,
    /// Even: the words are whole. Odd: they are being changed.
    sequence: AtomicUsize,
    words: [AtomicU64; 2],
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            current: Mutex::new(words),
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
        }
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let mut current = self.current.lock().unwrap();
        // Readers are not in the way, and need not know about this yet.
        *current = change(*current);
        // ORDERING: Relaxed. The Release of the words takes care that who sees a new word sees this.
        self.sequence.fetch_add(1, Relaxed);
        for (word, new) in self.words.iter().zip(*current) {
            // ORDERING: Release, the partner of the Acquire loads of the words.
            word.store(new, Release);
        }
        // ORDERING: Release, the partner of the first Acquire load in `try_read`: who sees this
        // number sees the words.
        self.sequence.fetch_add(1, Release);
    }

    /// The words, if no update is in the way. Waits for nobody.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        // ORDERING: Acquire, the partner of the Release at the end of `update`.
        let before = self.sequence.load(Acquire);
        // ORDERING: Acquire, twice. A word of a later update brings its odd number with it, and keeps
        // the load of the number below where it stands.
        let words = [self.words[0].load(Acquire), self.words[1].load(Acquire)];
        // ORDERING: Relaxed. Nothing is read after it.
        let after = self.sequence.load(Relaxed);
        (before == after && before.is_multiple_of(2)).then_some(words)
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
