//@ title: An ordinary iterator over a bridge, with the places counted before it

use std::io;

use rayon::iter::Either;
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
    // The bridge forgets the order. So each file brings its place along.
    let (numbers, failures): (Vec<u64>, Vec<(usize, Failed)>) = files
        .iter()
        .enumerate()
        .par_bridge()
        .partition_map(|(place, file)| match process(file) {
            Ok(number) => Either::Left(number),
            Err(error) => {
                let file = file.clone();
                Either::Right((place, Failed { file, error }))
            }
        });
    match failures.into_iter().min_by_key(|(place, _)| *place) {
        Some((_, first)) => Err(first),
        None => Ok(numbers.into_iter().sum()),
    }
}
