//@ title: joined first into a list, collected by Result; partition

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
    let joined: Vec<thread::Result<io::Result<u64>>> = parts
        .into_iter()
        .map(|part| thread::spawn(move || part.write()))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|h| h.join())
        .collect();
    let returned: Vec<io::Result<u64>> = joined
        .into_iter()
        .collect::<thread::Result<_>>()
        .unwrap_or_else(|p| panic::resume_unwind(p));
    let (ok, err): (Vec<_>, Vec<_>) = returned.into_iter().partition(|r| r.is_ok());
    let mut err: std::collections::VecDeque<_> = err.into_iter().filter_map(Result::err).collect();
    match err.pop_front() {
        Some(first) => Err(Failed {
            first,
            others: err.into(),
        }),
        None => Ok(ok.into_iter().flatten().sum()),
    }
}
