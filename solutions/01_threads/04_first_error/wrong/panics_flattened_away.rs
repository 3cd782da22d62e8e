//@ title: Flattened
//@ idea: "`flatten` takes the outer layer off the results."
//@ test: a_panic_is_passed_on
//@ test: a_panic_goes_before_an_error
//@ kind: panic
//@ says: the panic is swallowed

use std::io;
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

/// It does, and drops what is not `Ok`: a part that panicked counts as one that wrote nothing.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    let ended: Vec<_> = handles.into_iter().map(JoinHandle::join).collect();
    let mut total = 0;
    let mut errors = Vec::new();
    for result in ended.into_iter().flatten() {
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
