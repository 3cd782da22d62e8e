//! A channel without any room: sender and receiver meet.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

/// Sends one value through a channel with this much room; says whether the
/// receiver had begun to receive when `send` returned.
// ANCHOR: program
fn begun_when_send_returns(room: usize) -> bool {
    let (sender, receiver) = mpsc::sync_channel(room);
    let begun = &AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(move || {
            begun.store(true, SeqCst);
            receiver.recv().unwrap();
        });
        sender.send("the parcel").unwrap();
        begun.load(SeqCst)
    })
}
// ANCHOR_END: program

/// No room: a rendezvous.
pub fn begun_without_room() -> bool {
    begun_when_send_returns(0)
}

/// Room for one: the parcel is left at the door.
pub fn begun_with_room_for_one() -> bool {
    begun_when_send_returns(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_room_the_receiver_is_there() {
        assert_eq!(interleave::outcomes(begun_without_room), [true].into());
    }

    #[test]
    fn with_room_the_sender_may_be_gone_before_the_receiver_comes() {
        assert_eq!(
            interleave::outcomes(begun_with_room_for_one),
            [false, true].into()
        );
    }
}
