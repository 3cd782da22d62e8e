//@ title: No files, no result
//@ idea: "There is always something to reduce."
//@ test: the_numbers_are_added_up
//@ kind: assert
//@ says: None

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

/// Panics when the list is empty.
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
        .reduce_with(|left, right| Ok(left? + right?))
        .unwrap()
}
