//@ title: The scope passes the panic on
//@ idea: "A scope joins its threads, and panics if one of them did."
//@ test: a_panic_is_passed_on
//@ test: a_panic_goes_before_an_error
//@ kind: panic
//@ says: it must have the payload

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

/// It does, but with a message of its own: "a scoped thread panicked".
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let mut slots: Vec<io::Result<u64>> = parts.iter().map(|_| Ok(0)).collect();
    thread::scope(|scope| {
        for (part, slot) in parts.into_iter().zip(&mut slots) {
            scope.spawn(|| *slot = part.write());
        }
    });
    let mut total = 0;
    let mut errors = Vec::new();
    for result in slots {
        match result {
            Ok(bytes) => total += bytes,
            Err(error) => errors.push(error),
        }
    }
    let mut errors = errors.into_iter();
    match errors.next() {
        None => Ok(total),
        Some(first) => Err(Failed {
            first,
            others: errors.collect(),
        }),
    }
}
