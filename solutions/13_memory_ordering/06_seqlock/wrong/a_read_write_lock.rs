//@ title: A read-write lock
//@ idea: "Readers do not keep each other out, so it is the same."
//@ test: a_reader_waits_for_nobody
//@ kind: deadlock
//@ says: the reader waits for

use std::sync::RwLock;

/// Two words behind a lock.
pub struct SeqLock {
    words: RwLock<[u64; 2]>,
}

impl SeqLock {
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            words: RwLock::new(words),
        }
    }

    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let mut words = self.words.write().unwrap();
        *words = change(*words);
    }

    pub fn try_read(&self) -> Option<[u64; 2]> {
        Some(self.read())
    }

    pub fn read(&self) -> [u64; 2] {
        *self.words.read().unwrap()
    }
}
