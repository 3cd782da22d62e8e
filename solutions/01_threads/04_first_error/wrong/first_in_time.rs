//@ title: The first in time
//@ idea: "The first error is the one that happened first."
//@ test: errors_are_in_the_order_of_the_list
//@ kind: panic
//@ says: not of the one that failed first in time

use std::io;
use std::panic;
use std::sync::{Arc, Mutex};
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

/// No error is lost. Which one is called the first is a matter of luck.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let errors = Arc::new(Mutex::new(Vec::new()));
    let handles: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let errors = Arc::clone(&errors);
            thread::spawn(move || match part.write() {
                Ok(bytes) => bytes,
                Err(error) => {
                    errors.lock().unwrap().push(error);
                    0
                }
            })
        })
        .collect();
    let ended: Vec<_> = handles.into_iter().map(JoinHandle::join).collect();
    let mut total = 0;
    for result in ended {
        match result {
            Ok(bytes) => total += bytes,
            Err(payload) => panic::resume_unwind(payload),
        }
    }
    let errors = std::mem::take(&mut *errors.lock().unwrap());
    let mut errors = errors.into_iter();
    match errors.next() {
        None => Ok(total),
        Some(first) => Err(Failed {
            first,
            others: errors.collect(),
        }),
    }
}
