//@ title: The number is counted at the end only
//@ idea: "One step for each update is enough to see that there was one."
//@ test: a_reader_sees_no_half_update
//@ kind: panic
//@ says: a torn read

use std::hint;
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
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
            writers: Mutex::new(()),
        }
    }

    /// A reader that reads in the middle finds the same number twice.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let guard = self.writers.lock().unwrap();
        fence(Release);
        let old = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        let [first, second] = change(old);
        self.words[0].store(first, Relaxed);
        self.words[1].store(second, Relaxed);
        self.sequence.fetch_add(2, Release);
        drop(guard);
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
