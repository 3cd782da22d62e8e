//! A thread panics with the lock held.

use std::sync::{Mutex, PoisonError};
use std::thread;

// ANCHOR: poisoned
/// A worker panics between two writes that belong together.
fn half_done(pair: &Mutex<(u32, u32)>) {
    thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let mut pair = pair.lock().unwrap();
            pair.0 += 1;
            if pair.0 == 1 {
                panic!("half done");
            }
            pair.1 += 1;
        });
        assert!(worker.join().is_err());
    });
}

/// Goes on as if nothing had happened: `unwrap` passes the panic on.
pub fn the_panic_spreads() {
    let pair = Mutex::new((0, 0));
    half_done(&pair);
    let pair = pair.lock().unwrap();
    assert_eq!(pair.0, pair.1);
}
// ANCHOR_END: poisoned

// ANCHOR: recovered
/// Looks at what is there, puts it right, and says that it is right.
pub fn recovered() {
    let pair = Mutex::new((0, 0));
    half_done(&pair);
    assert!(pair.is_poisoned());

    let mut values = pair.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(*values, (1, 0), "one of two writes was done");
    *values = (0, 0);
    pair.clear_poison();
    drop(values);

    let values = pair.lock().unwrap();
    assert_eq!(values.0, values.1);
}
// ANCHOR_END: recovered

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn unwrap_on_a_poisoned_lock_panics() {
        let text = expect::fails(the_panic_spreads, FailureKind::Panic);
        assert!(text.contains("Poison"), "{text}");
    }

    #[test]
    fn a_poisoned_lock_can_be_recovered() {
        expect::verified(recovered);
    }
}
