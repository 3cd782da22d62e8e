//@ title: An atomic total, and a lock around the earliest failure so far

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

/// A file that could not be processed.
#[derive(Debug)]
pub struct Failed {
    /// Its name, as it stands in the list.
    pub file: String,
    /// What `process` returned.
    pub error: io::Error,
}

/// Calls `process` once with each of the `files` and adds up the numbers that it returns.
///
/// # Errors
/// When files fail: the one of them that stands first in the list, with its error.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    let total = AtomicU64::new(0);
    let earliest: Mutex<Option<(usize, io::Error)>> = Mutex::new(None);
    files.par_iter().enumerate().for_each(|(place, file)| {
        match process(file) {
            // ORDERING: Relaxed, nothing is read before the loop is over.
            Ok(number) => _ = total.fetch_add(number, Ordering::Relaxed),
            Err(error) => {
                let mut earliest = earliest.lock().unwrap();
                // The one that is there may have failed sooner, and stand further down.
                if earliest.as_ref().is_none_or(|(other, _)| place < *other) {
                    *earliest = Some((place, error));
                }
            }
        }
    });
    match earliest.into_inner().unwrap() {
        None => Ok(total.into_inner()),
        Some((place, error)) => Err(Failed {
            file: files[place].clone(),
            error,
        }),
    }
}
