//@ title: A Relaxed pointer to words that are never changed
//@ idea: "A pointer is one word, so what it points to is there when I have it."
//@ test: who_reads_an_update_sees_what_was_done_before_it
//@ kind: panic
//@ says: there is no happens-before from `update`

use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};

/// No pointer is torn, and the words behind it are never changed. But who has the new pointer may still find the old
/// bytes there, or half of the new ones.
pub struct SeqLock {
    /// Points to what the last update has left.
    current: AtomicPtr<[u64; 2]>,
    /// The words of every update, the oldest first. A reader may still be looking at any of them, so they
    /// are freed with the lock and not before.
    all: Mutex<Vec<*mut [u64; 2]>>,
}

// SAFETY: the words are not changed once they can be seen, and `u64` may be shared and sent.
unsafe impl Send for SeqLock {}
// SAFETY: as above.
unsafe impl Sync for SeqLock {}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        let words = Box::into_raw(Box::new(words));
        SeqLock {
            current: AtomicPtr::new(words),
            all: Mutex::new(vec![words]),
        }
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let mut all = self.all.lock().unwrap();
        let old = self.current.load(Ordering::Relaxed);
        // SAFETY: it came from a box, and lives as long as `self`.
        let new = Box::into_raw(Box::new(change(unsafe { *old })));
        all.push(new);
        self.current.store(new, Ordering::Relaxed);
    }

    /// The words. There is no half of a pointer, so no update is ever in the way.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        Some(self.read())
    }

    /// The words.
    pub fn read(&self) -> [u64; 2] {
        let words = self.current.load(Ordering::Relaxed);
        // SAFETY: none: nothing orders this after the words were written there.
        unsafe { ptr::read(words) }
    }
}

impl Drop for SeqLock {
    fn drop(&mut self) {
        for words in self.all.get_mut().unwrap().drain(..) {
            // SAFETY: it came from a box, and no reader is left.
            drop(unsafe { Box::from_raw(words) });
        }
    }
}
