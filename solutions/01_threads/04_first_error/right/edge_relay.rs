//@ title: Each thread joins its successor; recursion

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
pub fn write_all(mut parts: Vec<Part>) -> Result<u64, Failed> {
    if parts.is_empty() {
        return Ok(0);
    }
    let rest = parts.split_off(1);
    let first = parts.pop().unwrap();
    thread::scope(|s| {
        let h = s.spawn(move || first.write());
        let rest = panic::catch_unwind(panic::AssertUnwindSafe(|| write_all(rest)));
        let mine = h.join().unwrap_or_else(|p| panic::resume_unwind(p));
        let rest = rest.unwrap_or_else(|p| panic::resume_unwind(p));
        match (mine, rest) {
            (Ok(a), Ok(b)) => Ok(a + b),
            (Ok(_), e) => e,
            (Err(first), Ok(_)) => Err(Failed {
                first,
                others: vec![],
            }),
            (Err(first), Err(mut f)) => {
                f.others.insert(0, f.first);
                Err(Failed {
                    first,
                    others: f.others,
                })
            }
        }
    })
}
