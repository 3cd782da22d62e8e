//! Readers who relieve each other while a writer waits, with three locks on the real machine.

use parking_lot::RecursiveRwLock;
use std::sync::{Barrier, RwLock};
use std::thread;

/// How many readers of `most` come in, each before the last one goes, until one is kept out while `write` waits.
fn relieved<Guard>(
    most: u32,
    come_in: impl Fn() -> Option<Guard>,
    write: impl FnOnce() + Send,
) -> u32 {
    // That the writer's thread has to be started is not to count.
    let door = Barrier::new(2);
    thread::scope(|scope| {
        let mut _inside = come_in().expect("nobody has asked for it yet");
        scope.spawn(|| {
            door.wait();
            write();
        });
        door.wait();
        for came in 0..most {
            match come_in() {
                Some(next) => _inside = next,
                None => return came,
            }
        }
        most
    })
}

/// With std's lock.
pub fn std_lock(most: u32) -> u32 {
    let page = RwLock::new("old");
    relieved(
        most,
        || page.try_read().ok(),
        || *page.write().unwrap() = "new",
    )
}

/// With parking_lot's.
pub fn parking_lot_lock(most: u32) -> u32 {
    let page = parking_lot::RwLock::new("old");
    relieved(most, || page.try_read(), || *page.write() = "new")
}

/// With parking_lot's for readers that may come in twice.
pub fn recursive_lock(most: u32) -> u32 {
    let page = RecursiveRwLock::new("old");
    relieved(most, || page.try_read(), || *page.write() = "new")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recursive_lock_keeps_no_reader_out() {
        assert_eq!(recursive_lock(10_000), 10_000);
    }

    #[test]
    fn a_waiting_writer_of_parking_lot_keeps_readers_out() {
        // Were it not so, the readers would go on until the numbers end.
        assert!(parking_lot_lock(u32::MAX) < u32::MAX);
    }
}
