//! Asking without waiting, and waiting not for ever.

use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::Duration;

// ANCHOR: try
/// Looks once whether something has arrived.
pub fn look_once() -> Result<u32, TryRecvError> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        sender.send(7).unwrap();
        // `sender` is dropped here.
    });
    receiver.try_recv()
}
// ANCHOR_END: try

// ANCHOR: wrong
/// Takes "nothing yet" for "nothing more".
pub fn sum_until_empty() -> u32 {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for number in [1, 2] {
            sender.send(number).unwrap();
        }
    });
    let mut sum = 0;
    while let Ok(number) = receiver.try_recv() {
        sum += number;
    }
    sum
}
// ANCHOR_END: wrong

// ANCHOR: timeout
/// Waits for a tenth of a second at most.
pub fn wait_a_little() -> Result<u32, RecvTimeoutError> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(7).unwrap());
    receiver.recv_timeout(Duration::from_millis(100))
}
// ANCHOR_END: timeout

/// Whether something had arrived, as text.
pub fn look_once_in_words() -> String {
    format!("{:?}", look_once())
}

/// Whether something arrived in time, as text.
pub fn wait_a_little_in_words() -> String {
    format!("{:?}", wait_a_little())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_finds_a_value_or_nothing_yet() {
        let set = interleave::outcomes(look_once_in_words);
        assert_eq!(set, ["Err(Empty)", "Ok(7)"].map(String::from).into());
    }

    #[test]
    fn stopping_at_empty_may_miss_what_comes() {
        assert_eq!(interleave::outcomes(sum_until_empty), [0, 1, 3].into());
    }

    #[test]
    fn a_time_out_may_fire_although_a_value_is_on_its_way() {
        let set = interleave::outcomes(wait_a_little_in_words);
        assert_eq!(set, ["Err(Timeout)", "Ok(7)"].map(String::from).into());
    }
}
