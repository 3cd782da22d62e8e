//@ title: Collected into a Result
//@ idea: "`collect` goes through all handles, and gives me the first error."
//@ test: all_parts_have_ended_when_it_returns
//@ test: a_panic_goes_before_an_error
//@ kind: panic
//@ says: all threads must be joined

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

/// Collecting into a `Result` stops at the first `Err`, as a loop with `?` does.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();

    let ended: io::Result<Vec<u64>> = handles
        .into_iter()
        .map(|handle| {
            handle
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        })
        .collect();
    match ended {
        Ok(all) => Ok(all.into_iter().sum()),
        Err(first) => Err(Failed {
            first,
            others: Vec::new(),
        }),
    }
}
