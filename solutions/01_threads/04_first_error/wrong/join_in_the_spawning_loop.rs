//@ title: Joined inside the spawning loop
//@ idea: "For each part I start a thread and look at what it returned."
//@ test: all_parts_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Is a thread joined before the last one is started?

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

/// Everything is reported as it should be, and never two parts at once.
pub fn write_all(parts: Vec<Part>) -> Result<u64, Failed> {
    let ended: Vec<_> = parts
        .into_iter()
        .map(|part| thread::spawn(|| part.write()).join())
        .collect();
    let mut total = 0;
    let mut errors = Vec::new();
    for result in ended {
        match result {
            Ok(Ok(bytes)) => total += bytes,
            Ok(Err(error)) => errors.push(error),
            Err(payload) => panic::resume_unwind(payload),
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
