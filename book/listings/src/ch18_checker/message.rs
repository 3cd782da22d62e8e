//! One message, one flag: how a store is chosen for each load.

use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: program
/// One thread writes a message and raises a flag; the other looks at both.
fn message(store: Ordering, load: Ordering) -> (u32, u32) {
    let (message, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            message.store(42, Relaxed);
            flag.store(1, store);
        });
        let reader = scope.spawn(|| (flag.load(load), message.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: program

/// With nothing that orders the two stores for the reader.
pub fn relaxed() -> (u32, u32) {
    message(Relaxed, Relaxed)
}

/// With a release store that the acquire load may read.
pub fn released() -> (u32, u32) {
    message(Release, Acquire)
}

/// The claim that does not hold when the flag is relaxed.
pub fn relaxed_flag_promises_the_message() {
    let (flag, message) = relaxed();
    assert!(
        flag == 0 || message == 42,
        "the flag is up and the message is not there"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::FailureKind;

    #[test]
    fn relaxed_has_four_executions_and_release_acquire_three() {
        assert_eq!(interleave::explore(|| drop(relaxed())).executions(), 4);
        assert_eq!(interleave::explore(|| drop(released())).executions(), 3);
    }

    #[test]
    fn the_explanation_names_both_orderings() {
        let said = crate::expect::fails(
            relaxed_flag_promises_the_message,
            FailureKind::Panic,
        );
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("is Relaxed"), "{said}");
        assert!(
            said.contains("nothing makes that write happen before this read"),
            "{said}"
        );
    }
}
