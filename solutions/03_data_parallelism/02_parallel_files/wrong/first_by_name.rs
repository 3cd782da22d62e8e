//@ title: The first by name
//@ idea: "Sorted, the first one comes first."
//@ test: the_first_of_the_list_is_kept_and_not_the_last
//@ kind: assert
//@ says: nor the first by name

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
    let (good, mut bad): (Vec<u64>, Vec<Failed>) =
        files.par_iter().partition_map(|file| match process(file) {
            Ok(number) => rayon::iter::Either::Left(number),
            Err(error) => rayon::iter::Either::Right(Failed {
                file: file.clone(),
                error,
            }),
        });
    bad.sort_by(|a, b| a.file.cmp(&b.file));
    match bad.into_iter().next() {
        Some(failed) => Err(failed),
        None => Ok(good.iter().sum()),
    }
}
