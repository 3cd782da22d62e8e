//@ title: The errors are thrown away
//@ idea: "`flatten` takes the numbers out of the results."
//@ test: the_error_comes_with_its_file
//@ kind: assert
//@ says: is an error thrown away?

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

/// An `Err` is an iterator without items, and vanishes without a word.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    Ok(files
        .par_iter()
        .map(|file| process(file))
        .flatten_iter()
        .sum())
}
