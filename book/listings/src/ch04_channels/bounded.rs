//! How far a producer can run ahead of its consumer.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, TrySendError};
use std::thread;

// ANCHOR: unbounded
/// Three values through a channel without a bound: how many had been sent
/// before the first was taken?
pub fn ahead_without_bound() -> usize {
    let (sender, receiver) = mpsc::channel();
    let sent = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..3 {
                sender.send(number).unwrap();
                sent.fetch_add(1, SeqCst);
            }
        });
        let ahead = sent.load(SeqCst);
        receiver.recv().unwrap();
        ahead
    })
}
// ANCHOR_END: unbounded

// ANCHOR: bounded
/// The same with room for one: `send` waits while the room is taken.
pub fn ahead_with_room_for_one() -> usize {
    let (sender, receiver) = mpsc::sync_channel(1);
    let sent = AtomicUsize::new(0);
    thread::scope(|scope| {
        let producer = scope.spawn(|| {
            for number in 0..3 {
                sender.send(number).unwrap();
                sent.fetch_add(1, SeqCst);
            }
        });
        let ahead = sent.load(SeqCst);
        for _ in 0..3 {
            receiver.recv().unwrap();
        }
        producer.join().unwrap();
        ahead
    })
}
// ANCHOR_END: bounded

// ANCHOR: full
/// Room for one, two values, and nobody who takes them.
pub fn no_room_left() -> Result<(), TrySendError<&'static str>> {
    let (sender, _receiver) = mpsc::sync_channel(1);
    sender.try_send("first")?;
    sender.try_send("second")
}
// ANCHOR_END: full

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_bound_all_three_may_wait() {
        assert_eq!(
            interleave::outcomes(ahead_without_bound),
            [0, 1, 2, 3].into()
        );
    }

    #[test]
    fn with_room_for_one_at_most_one_waits() {
        assert_eq!(
            interleave::outcomes(ahead_with_room_for_one),
            [0, 1].into()
        );
    }

    #[test]
    fn a_full_channel_gives_the_value_back() {
        assert_eq!(no_room_left(), Err(TrySendError::Full("second")));
    }
}
