//! A thread that nobody waits for.

// ANCHOR: program
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

// ANCHOR: background
/// Saves on another thread, and says whether it was saved.
fn save_in_the_background() -> bool {
    let saved = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&saved);
    thread::spawn(move || flag.store(true, SeqCst));
    saved.load(SeqCst)
}
// ANCHOR_END: background

/// The whole program.
pub fn main_ends_first() {
    assert!(
        save_in_the_background(),
        "the program ended, and nothing was saved"
    );
}
// ANCHOR_END: program

// ANCHOR: joined
/// Saves on another thread, waits for it, and says whether it was saved.
fn save_and_wait() -> bool {
    let saved = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&saved);
    let saver = thread::spawn(move || flag.store(true, SeqCst));
    saver.join().unwrap();
    saved.load(SeqCst)
}
// ANCHOR_END: joined

/// What `save_in_the_background` can return.
pub fn saved_in_the_background() -> bool {
    save_in_the_background()
}

/// What `save_and_wait` can return.
pub fn saved_after_join() -> bool {
    save_and_wait()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn without_join_the_thread_may_come_too_late() {
        assert_eq!(
            interleave::outcomes(saved_in_the_background),
            [false, true].into()
        );
        expect::fails(main_ends_first, FailureKind::Panic);
    }

    #[test]
    fn after_join_it_is_always_saved() {
        assert_eq!(interleave::outcomes(saved_after_join), [true].into());
    }
}
