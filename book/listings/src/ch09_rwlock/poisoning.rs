//! Which panics poison a `RwLock`: a writer's, not a reader's.

use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// A reader panics, then a writer: is the lock poisoned after each?
pub fn poisoned_by() -> (bool, bool) {
    let lock = RwLock::new(0);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let _guard = lock.read().unwrap();
            panic!("a reader");
        });
        assert!(reader.join().is_err());
        let by_reader = lock.is_poisoned();

        let writer = scope.spawn(|| {
            let _guard = lock.write().unwrap();
            panic!("a writer");
        });
        assert!(writer.join().is_err());
        (by_reader, lock.is_poisoned())
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_poisons_and_a_reader_does_not() {
        assert_eq!(interleave::outcomes(poisoned_by), [(false, true)].into());
    }
}
