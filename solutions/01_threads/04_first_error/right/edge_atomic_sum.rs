//@ title: atomic sum and a locked map of errors, panics by join

use std::collections::BTreeMap;
use std::io;
use std::panic;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
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
    let sum = Arc::new(AtomicU64::new(0));
    let errors = Arc::new(Mutex::new(BTreeMap::new()));
    let mut handles = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        let (sum, errors) = (sum.clone(), errors.clone());
        handles.push(thread::spawn(move || match part.write() {
            Ok(n) => {
                sum.fetch_add(n, Ordering::Relaxed);
            }
            Err(e) => {
                errors.lock().unwrap().insert(i, e);
            }
        }));
    }
    let mut panicked = None;
    for h in handles.into_iter().rev() {
        if let Err(p) = h.join() {
            panicked = Some(p);
        }
    }
    if let Some(p) = panicked {
        panic::resume_unwind(p)
    }
    let mut errors = errors.lock().unwrap();
    if let Some((_, first)) = errors.pop_first() {
        return Err(Failed {
            first,
            others: std::mem::take(&mut *errors).into_values().collect(),
        });
    }
    Ok(sum.load(Ordering::Relaxed))
}
