//! Files in parallel, and the first error kept.
//!
//! The statement is in README.md.

use std::io;

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
    // TODO: what does `collect` do with the other files when one has failed? And when several have,
    // which error does it keep?
    let numbers: Result<Vec<u64>, Failed> = files
        .par_iter()
        .map(|file| {
            process(file).map_err(|error| Failed {
                file: file.clone(),
                error,
            })
        })
        .collect();
    numbers.map(|numbers| numbers.into_iter().sum())
}
