//@ title: One variable for the error
//@ idea: "I remember the error, and return it when all are joined."
//@ test: no_error_is_lost
//@ test: errors_are_in_the_order_of_the_list
//@ kind: panic
//@ says: an error was lost

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

/// All threads are joined. But each error overwrites the one before.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    let ended: Vec<_> = handles.into_iter().map(JoinHandle::join).collect();
    let mut total = 0;
    let mut failure = None;
    for result in ended {
        match result {
            Ok(Ok(bytes)) => total += bytes,
            Ok(Err(error)) => failure = Some(error),
            Err(payload) => panic::resume_unwind(payload),
        }
    }
    match failure {
        None => Ok(total),
        Some(first) => Err(Failed {
            first,
            others: Vec::new(),
        }),
    }
}
