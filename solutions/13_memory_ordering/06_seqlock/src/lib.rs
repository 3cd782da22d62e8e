//! A sequence lock: readers take no lock and write nothing, and never see half an update.

use std::hint;
use std::sync::atomic::{
    AtomicU64, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// Two words that are changed together.
pub struct SeqLock {
    // Even: the words are whole. Odd: they are being changed. It only ever grows, so a reader that
    // finds the same even number twice knows that no update has begun in between.
    sequence: AtomicUsize,
    // Atomics, although the sequence number makes sure that no torn copy is ever used. A reader does
    // read them while a writer writes them, and only then finds out that it must throw away what it
    // has read. With plain memory the reading itself would be a data race: undefined behaviour,
    // whatever becomes of the copy. Relaxed is enough: the fences and the number do the ordering.
    words: [AtomicU64; 2],
}

impl SeqLock {
    /// Holds `words`.
    pub fn new(words: [u64; 2]) -> Self {
        SeqLock {
            sequence: AtomicUsize::new(0),
            words: words.map(AtomicU64::new),
        }
    }

    /// Replaces the words by what `change` makes of them. Writers wait for each other, and never for
    /// a reader.
    pub fn update(&self, change: impl FnOnce([u64; 2]) -> [u64; 2]) {
        let even = self.begin_update();
        // Whoever reads one of the words that are written below, and looks at the sequence number after
        // an acquire fence, finds the odd number or a later one.
        // ORDERING: Release, for the fence in `try_read`. A Release on the odd number itself would not
        // do: it orders what comes before it, and the words come after it.
        fence(Release);
        // ORDERING: Relaxed, for all words; the fences and the sequence number order them.
        let old = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        let [first, second] = change(old);
        self.words[0].store(first, Relaxed);
        self.words[1].store(second, Relaxed);
        // ORDERING: Release, for the first load in `try_read` and for the next writer: who sees this
        // number sees the words.
        self.sequence.store(even + 2, Release);
    }

    /// Makes the sequence number odd, and returns what it was. One writer at a time gets past this.
    fn begin_update(&self) -> usize {
        loop {
            let seen = self.sequence.load(Relaxed);
            // ORDERING: Acquire, for the Release at the end of `update`: this writer starts from the
            // words that the last one has left. Relaxed when it fails: nothing has begun.
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

    /// The words, if no update is in the way. Waits for nobody.
    pub fn try_read(&self) -> Option<[u64; 2]> {
        // ORDERING: Acquire, for the Release at the end of `update`: the words are at least as new as
        // this number says.
        let before = self.sequence.load(Acquire);
        if !before.is_multiple_of(2) {
            return None;
        }
        let words = [self.words[0].load(Relaxed), self.words[1].load(Relaxed)];
        // Did we read a word of an update that has begun since? Then its fence and this one make sure
        // that the load below sees its odd number, or a later one.
        // ORDERING: Acquire, for the fence in `update`. An Acquire on the load below would not do: it
        // orders what comes after it, and the words come before it.
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
