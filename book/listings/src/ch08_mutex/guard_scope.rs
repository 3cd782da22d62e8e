//! How long a guard lives.

use std::sync::Mutex;

// ANCHOR: longer
/// Takes a task, and puts back what it leaves undone.
pub fn guard_lives_too_long() {
    let tasks = Mutex::new(vec![3_u32]);
    match tasks.lock().unwrap().pop() {
        // The guard made in the `match` line lives until the end of the
        // `match`.
        Some(left) => tasks.lock().unwrap().push(left - 1),
        None => println!("nothing to do"),
    }
}
// ANCHOR_END: longer

// ANCHOR: shorter
/// The same; a `let` ends the guard at the semicolon.
pub fn guard_ends_at_the_semicolon() {
    let tasks = Mutex::new(vec![3_u32]);
    let task = tasks.lock().unwrap().pop();
    match task {
        Some(left) => tasks.lock().unwrap().push(left - 1),
        None => println!("nothing to do"),
    }
    assert_eq!(tasks.into_inner().unwrap(), [2]);
}
// ANCHOR_END: shorter

// ANCHOR: drop
/// `drop` ends a named guard before its scope does.
pub fn guard_dropped_by_hand() {
    let tasks = Mutex::new(vec![3_u32]);
    let mut guard = tasks.lock().unwrap();
    let left = guard.pop().unwrap();
    drop(guard);
    tasks.lock().unwrap().push(left - 1);
    assert_eq!(tasks.into_inner().unwrap(), [2]);
}
// ANCHOR_END: drop

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_guard_in_the_match_line_outlives_the_arms() {
        expect::fails(guard_lives_too_long, FailureKind::Deadlock);
    }

    #[test]
    fn a_guard_that_ends_earlier_does_not() {
        expect::verified(guard_ends_at_the_semicolon);
        expect::verified(guard_dropped_by_hand);
    }
}
