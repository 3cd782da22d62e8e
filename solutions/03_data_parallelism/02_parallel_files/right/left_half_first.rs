//@ title: Forks by hand, where the error of the left half goes first

use std::io;

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
    halves(files, &process)
}

fn halves<F>(files: &[String], process: &F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    match files {
        [] => Ok(0),
        [file] => process(file).map_err(|error| Failed {
            file: file.clone(),
            error,
        }),
        _ => {
            let (left, right) = files.split_at(files.len() / 2);
            // Both results are here before anybody looks at one: `?` gives up nothing but a number.
            let (left, right) = rayon::join(|| halves(left, process), || halves(right, process));
            Ok(left? + right?)
        }
    }
}
