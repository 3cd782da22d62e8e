//@ title: The words are plain memory
//@ idea: "A torn copy is thrown away, so it does no harm."
//@ test: a_reader_sees_no_half_update
//@ kind: data_race
//@ says: the reading itself is undefined

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// Two words that are changed together.
pub struct SeqLock {
    sequence: AtomicUsize,
    words: UnsafeCell<[u64; 2]>,
}

// SAFETY: none: a reader reads what a writer is writing.
unsafe impl Sync for SeqLock {}

impl SeqLock {
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: UnsafeCell::new(words),
        }
    }

    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let even = self.begin_update();
        fence(Release);
        // SAFETY: one writer at a time.
        let old = unsafe { *self.words.get() };
        let new = change(old);
        // SAFETY: none: somebody may be reading.
        unsafe { *self.words.get() = new };
        self.sequence.store(even + 2, Release);
    }

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

    pub fn try_read(&self) -> Option<[u64; 2]> {
        let before = self.sequence.load(Acquire);
        if !before.is_multiple_of(2) {
            return None;
        }
        // SAFETY: none: somebody may be writing.
        let words = unsafe { *self.words.get() };
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
