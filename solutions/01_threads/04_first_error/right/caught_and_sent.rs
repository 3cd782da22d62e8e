//@ title: Each thread catches its panic and sends its ending, and the list is put in order

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
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
    let (ended, endings) = mpsc::channel();
    for (place, part) in parts.into_iter().enumerate() {
        let ended = ended.clone();
        thread::spawn(move || {
            // Sent in any case, and last: whoever has received it knows that the part has ended.
            let ending = panic::catch_unwind(AssertUnwindSafe(|| part.write()));
            ended.send((place, ending)).unwrap();
        });
    }
    drop(ended);

    let mut endings: Vec<_> = endings.into_iter().collect();
    endings.sort_by_key(|&(place, _)| place);

    let mut written = 0;
    let mut errors = Vec::new();
    for (_, ending) in endings {
        match ending {
            Ok(Ok(bytes)) => written += bytes,
            Ok(Err(error)) => errors.push(error),
            Err(payload) => panic::resume_unwind(payload),
        }
    }
    if errors.is_empty() {
        Ok(written)
    } else {
        let others = errors.split_off(1);
        let first = errors.remove(0);
        Err(Failed { first, others })
    }
}
