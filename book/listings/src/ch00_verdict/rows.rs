//! A failing execution with rows that need an explanation: std's own lines, drops without a call, the check's file.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: program
/// Sends the words' lengths. The sender is dropped at the end.
fn send_lengths(words: &[&str], lengths: Sender<usize>) {
    for word in words {
        lengths.send(word.len()).unwrap();
    }
}

/// Adds up lengths that another thread sends. How many threads have reported
/// that they are done?
pub fn total() -> (usize, u32) {
    let done = Arc::new(Mutex::new(0));
    let report = Arc::clone(&done);
    let (sender, lengths) = mpsc::channel();
    thread::spawn(move || {
        send_lengths(&["tea"], sender);
        *report.lock().unwrap() += 1;
    });
    let sum = lengths.iter().sum();
    let done = done.lock().unwrap();
    (sum, *done)
}
// ANCHOR_END: program
