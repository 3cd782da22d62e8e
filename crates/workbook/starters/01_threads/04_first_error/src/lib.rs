//! Parts of a backup, each written by its own thread, and every error brought home.
//!
//! The statement is in README.md.

use std::io;
use std::thread;

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

    let sum = || {
        let mut total = 0;
        for handle in handles {
            // TODO: in which two ways can this line leave the loop? Who joins the threads that are left?
            total += handle.join().unwrap()?;
        }
        Ok(total)
    };
    // TODO: the other errors are lost. Where were they?
    sum().map_err(|first| Failed {
        first,
        others: Vec::new(),
    })
}
