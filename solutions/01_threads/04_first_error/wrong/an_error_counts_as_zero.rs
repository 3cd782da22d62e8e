//@ title: An error counts as nothing written
//@ idea: "A part that failed has written 0 bytes, and that is the right sum."
//@ test: an_error_comes_through_as_it_is
//@ test: no_error_is_lost
//@ kind: panic
//@ says: the second part returns an error

use std::io;
use std::panic;
use std::thread::{self, JoinHandle};

/// A part of the backup: a function that writes it, and returns how many bytes it wrote.
pub struct Part(Box<dyn FnOnce() -> io::Result<u64> + Send>);

impl Part {
    /// A part that is written by `write`.
    pub fn new(write: impl FnOnce() -> io::Result<u64> + Send + 'static) -> Part {
        Part(Box::new(write))
    }

    /// Writes it, on the thread that calls this.
    pub fn write(self) -> io::Result<u64> {
        (self.0)()
    }
}

/// Why a backup is not complete.
#[derive(Debug)]
pub struct Failed {
    /// The error of the first part, in the order of the list, that returned one.
    pub first: io::Error,
    /// The errors of all other parts that returned one, in the order of the list.
    pub others: Vec<io::Error>,
}

/// The sum is right, and nobody learns that the backup is not complete.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    let ended: Vec<_> = handles.into_iter().map(JoinHandle::join).collect();
    let mut total = 0;
    for result in ended {
        match result {
            Ok(result) => total += result.unwrap_or(0),
            Err(payload) => panic::resume_unwind(payload),
        }
    }
    Ok(total)
}
