//! A receiver that waits for a sender which will never send.

// ANCHOR: program
use std::sync::mpsc;
use std::thread;

/// Two workers send a part each; the main thread collects until no more can
/// come.
pub fn forgotten_sender() {
    let (sender, receiver) = mpsc::channel();
    for part in ["north", "south"] {
        let sender = sender.clone();
        thread::spawn(move || sender.send(part).unwrap());
    }
    let mut parts = Vec::new();
    for part in receiver {
        parts.push(part);
    }
    assert_eq!(parts.len(), 2);
}
// ANCHOR_END: program

// ANCHOR: dropped
/// The same, with the last sender dropped.
pub fn dropped_sender() {
    let (sender, receiver) = mpsc::channel();
    for part in ["north", "south"] {
        let sender = sender.clone();
        thread::spawn(move || sender.send(part).unwrap());
    }
    drop(sender);
    let mut parts = Vec::new();
    for part in receiver {
        parts.push(part);
    }
    assert_eq!(parts.len(), 2);
}
// ANCHOR_END: dropped

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_sender_that_is_left_keeps_the_receiver_waiting() {
        expect::fails(forgotten_sender, FailureKind::Deadlock);
    }

    #[test]
    fn dropping_it_ends_the_iteration() {
        expect::verified(dropped_sender);
    }
}
