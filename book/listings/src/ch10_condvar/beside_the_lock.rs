//! A condition that changes without the lock: the notification falls between
//! the look and the wait.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: program
/// Waits in a loop, and looks first. The flag stands beside the lock.
pub fn flag_beside_the_lock() {
    let ready = AtomicBool::new(false);
    let (lock, bell) = (Mutex::new(()), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            ready.store(true, SeqCst);
            bell.notify_one();
        });
        let mut guard = lock.lock().unwrap();
        while !ready.load(SeqCst) {
            guard = bell.wait(guard).unwrap();
        }
    });
}
// ANCHOR_END: program

// ANCHOR: mended
/// The flag is changed under the lock with which the other thread waits.
pub fn flag_under_the_lock() {
    let (ready, bell) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *ready.lock().unwrap() = true;
            bell.notify_one();
        });
        let ready = ready.lock().unwrap();
        drop(bell.wait_while(ready, |ready| !*ready).unwrap());
    });
}
// ANCHOR_END: mended

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_flag_beside_the_lock_loses_the_wake_up() {
        expect::fails(flag_beside_the_lock, FailureKind::Deadlock);
    }

    #[test]
    fn a_flag_under_the_lock_does_not() {
        expect::verified(flag_under_the_lock);
    }
}
