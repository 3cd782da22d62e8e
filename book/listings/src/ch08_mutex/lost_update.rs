//! A lock around each step is not a lock around the whole.

// ANCHOR: program
use std::sync::Mutex;
use std::thread;

/// Counts one visitor.
fn count(visitors: &Mutex<u32>) {
    let seen = *visitors.lock().unwrap();
    *visitors.lock().unwrap() = seen + 1;
}

/// Two doors, one visitor through each.
pub fn two_doors() {
    let visitors = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| count(&visitors));
        scope.spawn(|| count(&visitors));
    });
    assert_eq!(
        visitors.into_inner().unwrap(),
        2,
        "a visitor was not counted"
    );
}
// ANCHOR_END: program

// ANCHOR: whole
/// Counts one visitor: reading and writing under one lock.
fn count_whole(visitors: &Mutex<u32>) {
    let mut visitors = visitors.lock().unwrap();
    *visitors += 1;
} // The guard is dropped here, and that unlocks.
// ANCHOR_END: whole

/// Two doors again.
pub fn two_doors_mended() {
    let visitors = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| count_whole(&visitors));
        scope.spawn(|| count_whole(&visitors));
    });
    assert_eq!(
        visitors.into_inner().unwrap(),
        2,
        "a visitor was not counted"
    );
}

/// What the counter can say at the end.
pub fn counted() -> u32 {
    let visitors = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| count(&visitors));
        scope.spawn(|| count(&visitors));
    });
    visitors.into_inner().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_locked_steps_lose_a_visitor() {
        let text = expect::fails(two_doors, FailureKind::Panic);
        assert!(text.contains("a visitor was not counted"), "{text}");
        assert_eq!(interleave::outcomes(counted), [1, 2].into());
    }

    #[test]
    fn one_locked_whole_loses_none() {
        assert_eq!(expect::verified(two_doors_mended), 2);
    }
}
