//@ title: The first panic goes on at once, and the scope waits for whoever is left

use std::io;
use std::panic;
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
/// # Errors
/// All errors that parts have returned.
///
/// # Panics
/// If a part panics: with its payload; if several do, with that of the first in the list.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let mut written = 0;
    let mut errors = Vec::new();
    // A scope waits for its threads when it is left by a panic, too, and hands on the panic that left it.
    thread::scope(|scope| {
        let writers: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(|| part.write()))
            .collect();
        for writer in writers {
            match writer.join() {
                Ok(Ok(bytes)) => written += bytes,
                Ok(Err(error)) => errors.push(error),
                Err(payload) => panic::resume_unwind(payload),
            }
        }
    });

    let mut errors = errors.into_iter();
    match errors.next() {
        None => Ok(written),
        Some(first) => Err(Failed {
            first,
            others: errors.collect(),
        }),
    }
}
