//! Do readers really read at the same time?

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Mutex, RwLock};
use std::thread;

/// Counts the threads that are inside, and the most there were.
#[derive(Default)]
struct Inside {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Inside {
    fn visit(&self) {
        let now = self.now.fetch_add(1, SeqCst) + 1;
        self.most.fetch_max(now, SeqCst);
        self.now.fetch_sub(1, SeqCst);
    }
}

// ANCHOR: read
/// Two threads hold a read lock: how many are inside at the same time?
pub fn readers_inside() -> usize {
    let (lock, inside) = (RwLock::new("the map"), Inside::default());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let _map = lock.read().unwrap();
                inside.visit();
            });
        }
    });
    inside.most.into_inner()
}
// ANCHOR_END: read

/// The same with write locks.
pub fn writers_inside() -> usize {
    let (lock, inside) = (RwLock::new("the map"), Inside::default());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let _map = lock.write().unwrap();
                inside.visit();
            });
        }
    });
    inside.most.into_inner()
}

/// The same with a mutex.
pub fn mutex_holders_inside() -> usize {
    let (lock, inside) = (Mutex::new("the map"), Inside::default());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let _map = lock.lock().unwrap();
                inside.visit();
            });
        }
    });
    inside.most.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_may_overlap_and_others_never() {
        assert_eq!(interleave::outcomes(readers_inside), [1, 2].into());
        assert_eq!(interleave::outcomes(writers_inside), [1].into());
        assert_eq!(interleave::outcomes(mutex_holders_inside), [1].into());
    }
}
