//! Parts of a backup, each written by its own thread, and every error brought home.

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

/// Writes all parts at the same time, each on a new thread, and returns the sum of the bytes written.
///
/// When it returns or panics, all parts have ended.
///
/// # Errors
/// All errors that parts have returned.
///
/// # Panics
/// If a part panics: with its payload; if several do, with that of the first in the list.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    // First join all, and decide nothing: a `?`, an `unwrap` or a collecting into a `Result` would
    // leave at the first failure, and drop the handles that are left.
    let ended: Vec<thread::Result<io::Result<u64>>> =
        handles.into_iter().map(JoinHandle::join).collect();

    // From here on, no thread is running, and leaving early is harmless. The outer `Err` is a
    // panic, the inner one an error. They are not the same kind of thing, and are not mixed.
    let mut total = 0;
    let mut errors = Vec::new();
    for result in ended {
        match result {
            Ok(Ok(bytes)) => total += bytes,
            Ok(Err(error)) => errors.push(error),
            // `unwrap` would make a new panic, with a message about an `Any`. This one goes on
            // with the payload of the thread's, and the hook is not run a second time.
            Err(payload) => panic::resume_unwind(payload),
        }
    }

    // The joins were in the order of the list, so the errors are as well, whichever came first.
    let mut errors = errors.into_iter();
    match errors.next() {
        None => Ok(total),
        Some(first) => Err(Failed {
            first,
            others: errors.collect(),
        }),
    }
}
