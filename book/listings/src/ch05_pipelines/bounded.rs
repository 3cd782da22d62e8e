//! How many documents are in a pipeline whose last stage is busy.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

// ANCHOR: program
/// Five documents pass through a stage in the middle. How many have been
/// read when the last stage asks for its first one?
pub fn read_ahead(room: usize) -> usize {
    let (to_middle, documents) = mpsc::sync_channel(room);
    let (to_last, results) = mpsc::sync_channel(room);
    let read = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            let to_middle = to_middle;
            for document in 0..5 {
                read.fetch_add(1, SeqCst);
                to_middle.send(document).unwrap();
            }
        });
        scope.spawn(move || {
            for document in documents {
                to_last.send(document).unwrap();
            }
        });
        let ahead = read.load(SeqCst);
        for _result in results {}
        ahead
    })
}
// ANCHOR_END: program

/// With no room.
pub fn read_ahead_without_room() -> usize {
    read_ahead(0)
}

/// With room for one.
pub fn read_ahead_with_room_for_one() -> usize {
    read_ahead(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_room_each_stage_has_one_in_its_hands() {
        assert_eq!(
            interleave::outcomes(read_ahead_without_room),
            [0, 1, 2].into()
        );
    }

    #[test]
    fn each_channel_adds_its_room() {
        assert_eq!(
            interleave::outcomes(read_ahead_with_room_for_one),
            [0, 1, 2, 3, 4].into()
        );
    }
}
