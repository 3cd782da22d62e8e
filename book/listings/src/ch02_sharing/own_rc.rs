//! `Rc`, rebuilt without its protection: what the compiler keeps us from.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

// ANCHOR: pointer
/// A pointer to a value that several pointers own together, as `Rc` is.
pub struct OwnRc<T> {
    inner: *mut Inner<T>,
}

/// What all of them point to.
struct Inner<T> {
    owners: UnsafeCell<usize>,
    value: T,
}

impl<T> OwnRc<T> {
    /// The first owner.
    pub fn new(value: T) -> Self {
        let owners = UnsafeCell::new(1);
        let inner = Box::into_raw(Box::new(Inner { owners, value }));
        OwnRc { inner }
    }

    /// The value, which all owners may read.
    pub fn value(&self) -> &T {
        // SAFETY: it is there as long as there is an owner.
        unsafe { &(*self.inner).value }
    }
}

impl<T> Clone for OwnRc<T> {
    fn clone(&self) -> Self {
        // SAFETY: on one thread, nobody else is counting now.
        unsafe { *(*self.inner).owners.get() += 1 };
        OwnRc { inner: self.inner }
    }
}

impl<T> Drop for OwnRc<T> {
    fn drop(&mut self) {
        // SAFETY: as above; and the last owner frees the value.
        unsafe {
            *(*self.inner).owners.get() -= 1;
            if *(*self.inner).owners.get() == 0 {
                drop(Box::from_raw(self.inner));
            }
        }
    }
}
// ANCHOR_END: pointer

// ANCHOR: lie
// SAFETY: none! `Rc` has no such line, and this program shows why.
unsafe impl<T> Send for OwnRc<T> {}

/// One owner on this thread, one on another.
pub fn two_owners() {
    let mine = OwnRc::new("kerf");
    let theirs = mine.clone();
    let worker = thread::spawn(move || theirs.value().len());
    drop(mine);
    worker.join().unwrap();
}
// ANCHOR_END: lie

// ANCHOR: count
/// How `Rc` counts: read the count, write it back with one more. Atomics, so
/// that it is no data race; but two steps.
fn count_one_more(owners: &AtomicUsize) {
    let seen = owners.load(Relaxed);
    owners.store(seen + 1, Relaxed);
}

/// One owner, and two threads that clone the pointer.
pub fn owners_counted() -> usize {
    let owners = AtomicUsize::new(1);
    thread::scope(|scope| {
        scope.spawn(|| count_one_more(&owners));
        scope.spawn(|| count_one_more(&owners));
    });
    owners.into_inner()
}
// ANCHOR_END: count

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn on_one_thread_the_count_is_right() {
        let one = OwnRc::new(String::from("kerf"));
        let two = one.clone();
        drop(one);
        assert_eq!(two.value(), "kerf");
    }

    #[test]
    fn on_two_threads_it_is_a_data_race() {
        expect::fails(two_owners, FailureKind::DataRace);
    }

    #[test]
    fn an_owner_may_not_be_counted() {
        assert_eq!(interleave::outcomes(owners_counted), [2, 3].into());
    }
}
