//@ title: The right error of two
//@ idea: "One of them failed, so it does not matter which I keep."
//@ test: the_first_of_the_list_is_kept_and_not_the_last
//@ kind: assert
//@ says: nor just any

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

/// Looks at the right result first. With one failed file nobody notices.
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
        .reduce_with(|left, right| {
            let right = right?;
            Ok(left? + right)
        })
        .unwrap_or(Ok(0))
}
