//! What a thread returns can be an error: what becomes of the other threads.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

// ANCHOR: early
type Save = Box<dyn FnOnce() -> io::Result<()> + Send>;

/// Saves everything, each part on its own thread.
fn save_all(parts: Vec<Save>) -> io::Result<()> {
    let handles: Vec<_> = parts.into_iter().map(thread::spawn).collect();
    for handle in handles {
        handle.join().unwrap()?;
    }
    Ok(())
}
// ANCHOR_END: early

// ANCHOR: all_joined
/// Saves everything, each part on its own thread, and waits for all of them.
fn save_all_and_wait(parts: Vec<Save>) -> io::Result<()> {
    let handles: Vec<_> = parts.into_iter().map(thread::spawn).collect();
    let ended: Vec<thread::Result<io::Result<()>>> =
        handles.into_iter().map(|handle| handle.join()).collect();
    for result in ended {
        result.unwrap()?;
    }
    Ok(())
}
// ANCHOR_END: all_joined

// ANCHOR: full_disk
/// One disk is full, the other is not.
fn one_disk_is_full(save_all: fn(Vec<Save>) -> io::Result<()>) -> bool {
    let busy = Arc::new(AtomicBool::new(true));
    let second = Arc::clone(&busy);
    let error = save_all(vec![
        Box::new(|| Err(io::Error::other("disk full"))),
        Box::new(move || {
            second.store(false, SeqCst);
            Ok(())
        }),
    ]);
    assert_eq!(error.unwrap_err().to_string(), "disk full");
    busy.load(SeqCst)
}
// ANCHOR_END: full_disk

/// Whether the second part can still be at work when the first error has been
/// returned.
pub fn left_behind() -> bool {
    one_disk_is_full(save_all)
}

/// The same, when all threads are joined before the results are looked at.
pub fn none_left_behind() -> bool {
    one_disk_is_full(save_all_and_wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_in_the_loop_leaves_threads_behind() {
        assert_eq!(interleave::outcomes(left_behind), [false, true].into());
    }

    #[test]
    fn after_all_joins_it_leaves_none() {
        assert_eq!(interleave::outcomes(none_left_behind), [false].into());
    }
}
