//@ title: slots in scope with catch_unwind

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
    let mut slots: Vec<thread::Result<io::Result<u64>>> = parts.iter().map(|_| Ok(Ok(0))).collect();
    thread::scope(|s| {
        for (slot, part) in slots.iter_mut().zip(parts) {
            s.spawn(move || *slot = panic::catch_unwind(panic::AssertUnwindSafe(|| part.write())));
        }
    });
    let mut total = 0;
    let mut failed: Option<Failed> = None;
    for s in slots {
        match s {
            Ok(Ok(n)) => total += n,
            Ok(Err(e)) => match failed.as_mut() {
                Some(f) => f.others.push(e),
                None => {
                    failed = Some(Failed {
                        first: e,
                        others: vec![],
                    })
                }
            },
            Err(p) => panic::resume_unwind(p),
        }
    }
    failed.map_or(Ok(total), Err)
}
