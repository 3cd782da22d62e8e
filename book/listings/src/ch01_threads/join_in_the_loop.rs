//! Joining inside the loop that spawns, and after it.

use std::sync::{Arc, Mutex};
use std::thread;

/// A list of the workers, in the order in which they did their work.
type Log = Arc<Mutex<Vec<usize>>>;

// ANCHOR: inside
/// Starts a worker, waits for it, starts the next: never two at once.
pub fn join_inside_the_loop() -> Vec<usize> {
    let log = Log::default();
    for worker in 1..=3 {
        let log = Arc::clone(&log);
        let handle = thread::spawn(move || log.lock().unwrap().push(worker));
        handle.join().unwrap();
    }
    log.lock().unwrap().clone()
}
// ANCHOR_END: inside

// ANCHOR: after
/// Starts all workers, then waits for all.
pub fn join_after_the_loop() -> Vec<usize> {
    let log = Log::default();
    let mut handles = Vec::new();
    for worker in 1..=3 {
        let log = Arc::clone(&log);
        handles.push(thread::spawn(move || log.lock().unwrap().push(worker)));
    }
    for handle in handles {
        handle.join().unwrap();
    }
    log.lock().unwrap().clone()
}
// ANCHOR_END: after

// ANCHOR: lazy
/// Looks like "spawn all, then join all", but an iterator is lazy: each worker
/// is started only when the previous one has been joined.
pub fn join_in_a_lazy_chain() -> Vec<usize> {
    let log = Log::default();
    (1..=3)
        .map(|worker| {
            let log = Arc::clone(&log);
            thread::spawn(move || log.lock().unwrap().push(worker))
        })
        .for_each(|handle| handle.join().unwrap());
    log.lock().unwrap().clone()
}
// ANCHOR_END: lazy

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_inside_the_loop_there_is_one_order() {
        assert_eq!(
            interleave::outcomes(join_inside_the_loop),
            [vec![1, 2, 3]].into()
        );
        assert_eq!(
            interleave::outcomes(join_in_a_lazy_chain),
            [vec![1, 2, 3]].into()
        );
    }

    #[test]
    fn joined_after_the_loop_there_are_all_six_orders() {
        assert_eq!(interleave::outcomes(join_after_the_loop).len(), 6);
    }
}
