//@ title: A question mark in the loop of joins
//@ idea: "`?` returns the error, so nothing is lost."
//@ test: no_error_is_lost
//@ test: all_parts_have_ended_when_it_returns
//@ kind: panic
//@ says: an error was lost

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

/// The handles after the first failure are dropped: errors and panics in them are lost, and the threads go on.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    let sum = || {
        let mut total = 0;
        for handle in handles {
            total += handle
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))?;
        }
        Ok(total)
    };
    sum().map_err(|first| Failed {
        first,
        others: Vec::new(),
    })
}
