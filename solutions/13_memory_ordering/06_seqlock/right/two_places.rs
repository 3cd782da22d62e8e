//@ title: Two places in turns: readers read the one while the other is written

use std::sync::Mutex;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};
use std::thread;

/// Two words that are changed together.
pub struct SeqLock {
    writer: Mutex<()>,
    /// How many updates there were. The words of update `n` lie in place `n % 2`.
    updates: AtomicUsize,
    places: [[AtomicU64; 2]; 2],
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            writer: Mutex::new(()),
            updates: AtomicUsize::new(0),
            places: [words.map(AtomicU64::new), words.map(AtomicU64::new)],
        }
    }

    /// The place that holds the words after `updates` updates.
    fn place(&self, updates: usize) -> &[AtomicU64; 2] {
        &self.places[updates % 2]
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let _writer = self.writer.lock().unwrap();
        // ORDERING: Relaxed. Who wrote it had the lock.
        let updates = self.updates.load(Relaxed);
        let old = self
            .place(updates)
            .each_ref()
            .map(|word| word.load(Relaxed));
        let new = change(old);
        // ORDERING: Release, the partner of the Acquire fence in `try_read`. A reader that is still
        // in this place sees one of the new words, and then also that it is out of date.
        fence(Release);
        for (word, new) in self.place(updates + 1).iter().zip(new) {
            word.store(new, Relaxed);
        }
        // ORDERING: Release, the partner of the Acquire load in `try_read`.
        self.updates.store(updates + 1, Release);
    }

    /// The words, if no update is in the way. Waits for nobody.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        // ORDERING: Acquire, the partner of the Release store in `update`.
        let updates = self.updates.load(Acquire);
        let words = self
            .place(updates)
            .each_ref()
            .map(|word| word.load(Relaxed));
        // An update that is in progress writes to the other place. Only one that began after it can
        // have come into this one, and then the number has changed.
        //
        // ORDERING: Acquire, the partner of the Release fence in `update`.
        fence(Acquire);
        (self.updates.load(Relaxed) == updates).then_some(words)
    }

    /// The words. Tries again as long as updates are in the way.
    pub fn read(&self) -> [u64; 2] {
        loop {
            match self.try_read() {
                Some(words) => return words,
                None => thread::yield_now(),
            }
        }
    }
}
