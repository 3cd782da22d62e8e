//@ title: A guard joins in its `drop` whatever the loop has left

use std::io;
use std::panic::resume_unwind;
use std::thread::{self, JoinHandle};
use std::vec;

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

/// Threads that are never left behind: what has not been joined is joined when this is dropped.
struct Writers(vec::IntoIter<JoinHandle<io::Result<u64>>>);

impl Drop for Writers {
    fn drop(&mut self) {
        for writer in self.0.by_ref() {
            // Somebody has panicked before it in the list, so what became of it is not asked for.
            let _ = writer.join();
        }
    }
}

/// Writes all parts at the same time, each on a new thread, and returns the sum of the bytes written.
///
/// # Errors
/// All errors that parts have returned.
///
/// # Panics
/// If a part panics: with its payload; if several do, with that of the first in the list.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(move || part.write()))
        .collect();

    let mut writers = Writers(handles.into_iter());
    let mut result = Ok(0);
    while let Some(writer) = writers.0.next() {
        let returned = writer
            .join()
            .unwrap_or_else(|payload| resume_unwind(payload));
        match (&mut result, returned) {
            (Ok(written), Ok(bytes)) => *written += bytes,
            (Err(_), Ok(_)) => {}
            (Ok(_), Err(first)) => {
                result = Err(Failed {
                    first,
                    others: Vec::new(),
                });
            }
            (Err(failed), Err(error)) => failed.others.push(error),
        }
    }
    result
}
