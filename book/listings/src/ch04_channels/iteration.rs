//! The ways to go through what a receiver receives.

use std::sync::mpsc::{self, Receiver};
use std::thread;

// ANCHOR: iterate
/// Each takes what it wants of the numbers 1, 2 and 3, which another thread
/// sends.
pub fn four_ways() -> (u32, u32, u32, u32) {
    let by_hand = {
        let receiver = three_numbers();
        let mut sum = 0;
        while let Ok(number) = receiver.recv() {
            sum += number;
        }
        sum
    };
    let with_for = {
        let mut sum = 0;
        for number in three_numbers() {
            sum += number;
        }
        sum
    };
    // Any adapter of an iterator will do.
    let adapted = three_numbers().iter().map(|number| number * 10).sum();
    // `iter` borrows: the receiver can be used again.
    let receiver = three_numbers();
    let first_two: u32 = receiver.iter().take(2).sum();
    let third = receiver.recv().unwrap();
    assert_eq!(first_two, 3);
    (by_hand, with_for, adapted, third)
}
// ANCHOR_END: iterate

/// Another thread sends 1, 2 and 3.
fn three_numbers() -> Receiver<u32> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for number in 1..=3 {
            let _ = sender.send(number);
        }
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_them_wait_for_every_value() {
        let set = interleave::outcomes(four_ways);
        assert_eq!(set, [(6, 6, 60, 3)].into());
    }
}
