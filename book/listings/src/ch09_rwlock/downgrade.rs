//! A writer that goes on as a reader, and nobody writes in between.

use std::sync::{RwLock, RwLockWriteGuard};
use std::thread;

// ANCHOR: program
/// Writes, then reads back with the write lock turned into a read lock.
pub fn downgraded() {
    let version = RwLock::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *version.write().unwrap() += 1);
        let mut guard = version.write().unwrap();
        *guard += 1;
        let written = *guard;
        let guard = RwLockWriteGuard::downgrade(guard);
        // Other readers may be here now, but no writer was.
        assert_eq!(*guard, written);
    });
}
// ANCHOR_END: program

// ANCHOR: gap
/// Writes, lets go, and reads: another writer may have come in between.
pub fn let_go() {
    let version = RwLock::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *version.write().unwrap() += 1);
        let mut guard = version.write().unwrap();
        *guard += 1;
        let written = *guard;
        drop(guard);
        let guard = version.read().unwrap();
        assert_eq!(*guard, written, "somebody wrote in between");
    });
}
// ANCHOR_END: gap

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn no_writer_comes_between_the_write_and_the_read() {
        expect::verified(downgraded);
    }

    #[test]
    fn letting_go_lets_one_in() {
        expect::fails(let_go, FailureKind::Panic);
    }
}
