//@ title: Readers try a lock
//@ idea: "A reader that only tries does not hold up anybody."
//@ test: a_reader_writes_nothing
//@ kind: assert
//@ says: a reader did more than look

use std::sync::RwLock;

/// While a reader has the lock, a writer waits; and to take it is to write to it.
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
        self.words.try_read().ok().map(|words| *words)
    }

    pub fn read(&self) -> [u64; 2] {
        *self.words.read().unwrap()
    }
}
