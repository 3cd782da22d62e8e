//! Files in parallel, and the first error kept.

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
    files
        .par_iter()
        .map(|file| {
            process(file).map_err(|error| Failed {
                file: file.clone(),
                error,
            })
        })
        // Two neighbouring results become one. rayon keeps left and right apart, whoever was done
        // sooner, so the left error is the one that stands first in the list. `left?` hands it on;
        // only when the left is `Ok` does `right?` get its turn. And since a result is a value like
        // any other here, a failed file stops nobody: `collect` into a `Result` would.
        .reduce_with(|left, right| Ok(left? + right?))
        // There is nothing to combine when the list is empty.
        .unwrap_or(Ok(0))
}
