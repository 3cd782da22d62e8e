//! Either side can hang up, and the other side is told.

use std::sync::mpsc::{self, SendError};
use std::thread;

// ANCHOR: receiver
/// The receiver is gone: `send` fails, and gives the value back.
pub fn nobody_listens() -> Result<(), SendError<String>> {
    let (sender, receiver) = mpsc::channel();
    drop(receiver);
    sender.send(String::from("hello"))
}
// ANCHOR_END: receiver

// ANCHOR: sender
/// The sender is gone: what it sent is still delivered, and then `recv` fails.
pub fn nobody_sends() -> (Option<u32>, Option<u32>, bool) {
    let (sender, receiver) = mpsc::channel();
    let producer = thread::spawn(move || {
        sender.send(1).unwrap();
        sender.send(2).unwrap();
    });
    producer.join().unwrap();
    let (first, second) = (receiver.recv().ok(), receiver.recv().ok());
    (first, second, receiver.recv().is_err())
}
// ANCHOR_END: sender

// ANCHOR: stop
/// A consumer that has what it wants drops its receiver, and the producer stops
/// by itself.
pub fn stop_when_satisfied() -> (u32, u32) {
    let (sender, receiver) = mpsc::channel();
    let producer = thread::spawn(move || {
        let mut sent = 0;
        for number in 0..3 {
            if sender.send(number).is_err() {
                // Nobody listens any more: this is no error, it is the end.
                break;
            }
            sent += 1;
        }
        sent
    });
    let first = receiver.recv().unwrap();
    drop(receiver);
    (first, producer.join().unwrap())
}
// ANCHOR_END: stop

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_send_to_nobody_gives_the_value_back() {
        assert_eq!(nobody_listens(), Err(SendError("hello".to_string())));
        let same = interleave::outcomes(|| {
            nobody_listens() == Err(SendError("hello".to_string()))
        });
        assert_eq!(same, [true].into());
    }

    #[test]
    fn what_was_sent_is_delivered_before_the_hang_up() {
        assert_eq!(
            interleave::outcomes(nobody_sends),
            [(Some(1), Some(2), true)].into()
        );
    }

    #[test]
    fn the_producer_has_sent_one_to_three_when_it_notices() {
        let set = interleave::outcomes(stop_when_satisfied);
        assert_eq!(set, [(0, 1), (0, 2), (0, 3)].into());
    }
}
