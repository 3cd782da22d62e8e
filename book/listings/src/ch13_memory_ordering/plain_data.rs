//! The same pair with a value that is no atomic: what is stale for an atomic is a data race here.

// ANCHOR: program
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering, Ordering::*};
use std::thread;

struct Post {
    letter: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: the letter is written before `ready` is set, and read after `ready`
// was seen. Whether that is enough depends on the orderings!
unsafe impl Sync for Post {}

fn post(store: Ordering, load: Ordering) {
    let post = &Post {
        letter: UnsafeCell::new(0),
        ready: AtomicBool::new(false),
    };
    thread::scope(|scope| {
        scope.spawn(move || {
            // SAFETY: as above.
            unsafe { *post.letter.get() = 42 };
            post.ready.store(true, store);
        });
        scope.spawn(move || {
            if post.ready.load(load) {
                // SAFETY: as above.
                let letter = unsafe { *post.letter.get() };
                assert_eq!(letter, 42);
            }
        });
    });
}

/// Nothing orders the letter.
pub fn post_relaxed() {
    post(Relaxed, Relaxed);
}

/// Writing the letter happens before reading it.
pub fn post_ordered() {
    post(Release, Acquire);
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn nothing_less_than_release_and_acquire_will_do() {
        expect::fails(post_relaxed, FailureKind::DataRace);
        expect::fails(|| post(Release, Relaxed), FailureKind::DataRace);
        expect::fails(|| post(Relaxed, Acquire), FailureKind::DataRace);
        expect::verified(post_ordered);
    }
}
