//@ title: `collect` gives up
//@ idea: "`collect` into a `Result` gives me the first error, as it does with `iter`."
//@ test: each_file_is_processed_once_whoever_else_fails
//@ kind: assert
//@ says: a failed file must not stop the others

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

/// Stops the other workers as soon as it can, and keeps whatever error came first in time.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
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
