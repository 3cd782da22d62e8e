//@ title: `swap_remove` moves the last one to the front
//@ idea: "`swap_remove(0)` takes the first error out, and the rest stay."
//@ test: errors_are_in_the_order_of_the_list
//@ kind: panic
//@ says: `others`, which is in the order of the list

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

/// With two errors it is right. Of three, the last one comes before the second.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()))
        .collect();
    let ended: Vec<_> = handles.into_iter().map(JoinHandle::join).collect();

    let mut total = 0;
    let mut errors = Vec::new();
    for result in ended {
        match result {
            Ok(Ok(bytes)) => total += bytes,
            Ok(Err(error)) => errors.push(error),
            Err(payload) => panic::resume_unwind(payload),
        }
    }
    if errors.is_empty() {
        return Ok(total);
    }
    let first = errors.swap_remove(0);
    Err(Failed {
        first,
        others: errors,
    })
}
