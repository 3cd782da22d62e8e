//@ title: The number is the writers' lock as well, and all of it is SeqCst

use std::hint;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// Two words that are changed together.
pub struct SeqLock {
    /// Even: the words are whole. Odd: a writer is at work, and has the lock.
    sequence: AtomicU64,
    first: AtomicU64,
    second: AtomicU64,
}

/// A writer's turn. It ends when this is dropped.
struct Turn<'a>(&'a SeqLock);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.sequence.fetch_add(1, SeqCst);
    }
}

impl SeqLock {
    /// Holds `words`.
    pub fn new([first, second]: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicU64::new(0),
            first: AtomicU64::new(first),
            second: AtomicU64::new(second),
        }
    }

    /// Waits until no other writer is at work.
    fn turn(&self) -> Turn<'_> {
        // Sets the lowest bit. Who finds it set already has changed nothing, and tries again.
        while self.sequence.fetch_or(1, SeqCst) & 1 == 1 {
            hint::spin_loop();
        }
        Turn(self)
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let _turn = self.turn();
        let [first, second] = change([self.first.load(SeqCst), self.second.load(SeqCst)]);
        self.first.store(first, SeqCst);
        self.second.store(second, SeqCst);
    }

    /// The words, if no update is in the way. Waits for nobody.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        let before = self.sequence.load(SeqCst);
        if before & 1 == 1 {
            return None;
        }
        let words = [self.first.load(SeqCst), self.second.load(SeqCst)];
        if self.sequence.load(SeqCst) != before {
            return None;
        }
        Some(words)
    }

    /// The words. Tries again as long as updates are in the way.
    pub fn read(&self) -> [u64; 2] {
        std::iter::repeat_with(|| self.try_read())
            .flatten()
            .next()
            .expect("it never ends")
    }
}
