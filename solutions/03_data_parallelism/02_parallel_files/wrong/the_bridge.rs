//@ title: A bridge forgets the order
//@ idea: "`par_bridge` makes any iterator parallel, so it is the same as `par_iter`."
//@ test: the_order_of_the_list_does_not_get_lost_among_the_workers
//@ kind: assert
//@ says: has forgotten their order

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
        .iter()
        .par_bridge()
        .map(|file| {
            process(file).map_err(|error| Failed {
                file: file.clone(),
                error,
            })
        })
        .reduce_with(|left, right| Ok(left? + right?))
        .unwrap_or(Ok(0))
}
