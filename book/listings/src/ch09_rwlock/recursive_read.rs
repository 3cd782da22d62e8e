//! A reader that reads again while a writer waits.

use std::sync::RwLock;
use std::thread;

// ANCHOR: program
/// Holds a read lock, and calls something that takes another.
pub fn read_twice() {
    let limit = RwLock::new(10);
    let is_allowed = |n: u32| n <= *limit.read().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| *limit.write().unwrap() = 20);
        let current = limit.read().unwrap();
        assert!(is_allowed(*current));
    });
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    /// std leaves open whether a waiting writer keeps new readers out. The
    /// checker lets them in, so the deadlock that the documentation warns of is
    /// not among its executions; the chapter says so.
    #[test]
    fn the_checker_lets_readers_in_while_a_writer_waits() {
        expect::verified(read_twice);
    }
}
