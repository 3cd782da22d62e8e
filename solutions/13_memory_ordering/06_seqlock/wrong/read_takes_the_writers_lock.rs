//@ title: A reader in need takes the writers' lock
//@ idea: "The lock is for the rare case that a writer is in the way."
//@ test: nor_does_it_when_a_writer_is_in_the_way
//@ kind: assert
//@ says: while an update was in its way
//@ says: lock()

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// Two words that are changed together.
pub struct SeqLock {
    sequence: AtomicUsize,
    words: [AtomicU64; 2],
    writers: Mutex<()>,
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
            writers: Mutex::new(()),
        }
    }

    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let _turn = self.writers.lock().unwrap();
        let even = self.sequence.load(Relaxed);
        self.sequence.store(even + 1, Relaxed);
        fence(Release);
        let old = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        let [first, second] = change(old);
        self.words[0].store(first, Relaxed);
        self.words[1].store(second, Relaxed);
        self.sequence.store(even + 2, Release);
    }

    /// The words, if no update is in the way. Waits for nobody.
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

    /// Nobody is in the way for long. But then the writers wait for the readers, and the readers for each other.
    pub fn read(&self) -> [u64; 2] {
        if let Some(words) = self.try_read() {
            return words;
        }
        let _turn = self.writers.lock().unwrap();
        self.try_read().expect("no writer is at work")
    }
}
