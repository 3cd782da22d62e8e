//@ title: The first in time
//@ idea: "The first error is the one that happens first."
//@ test: the_first_of_the_list_is_kept_although_it_fails_late
//@ kind: assert
//@ says: and not the first in *time*

use std::sync::Mutex;

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

/// Right whenever the first file of the list fails sooner than the others: on most runs.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    let first = Mutex::new(None);
    let sum = files
        .par_iter()
        .map(|file| match process(file) {
            Ok(number) => number,
            Err(error) => {
                first.lock().unwrap().get_or_insert(Failed {
                    file: file.clone(),
                    error,
                });
                0
            }
        })
        .sum();
    first.into_inner().unwrap().map_or(Ok(sum), Err)
}
