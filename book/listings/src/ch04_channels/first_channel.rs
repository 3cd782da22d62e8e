//! One producer, one consumer.

use std::sync::mpsc;
use std::thread;

// ANCHOR: program
/// Reads lines on one thread, counts their words on another.
pub fn words(lines: Vec<String>) -> usize {
    let (sender, receiver) = mpsc::channel();

    let reader = thread::spawn(move || {
        for line in lines {
            // The line moves: this thread has it no more.
            sender.send(line).unwrap();
        }
        // `sender` is dropped here: no more will come.
    });

    let mut words = 0;
    for line in receiver {
        words += line.split_whitespace().count();
    }
    reader.join().unwrap();
    words
}
// ANCHOR_END: program

/// Three lines with six words.
pub fn six_words() -> usize {
    words(["to be", "or not", "to be"].map(String::from).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_counted() {
        assert_eq!(interleave::outcomes(six_words), [6].into());
    }
}
