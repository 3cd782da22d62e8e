//@ title: One thread does it all
//@ idea: "Reading files is slow anyway, so threads will not help."
//@ test: every_worker_takes_part
//@ kind: assert
//@ says: only 1 of 4 workers

use std::io;

/// A file that could not be processed.
#[derive(Debug)]
pub struct Failed {
    /// Its name, as it stands in the list.
    pub file: String,
    /// What `process` returned.
    pub error: io::Error,
}

/// One after the other, all of them, the first error kept. Only nothing is parallel.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    let mut result = Ok(0);
    for file in files {
        match (process(file), &mut result) {
            (Ok(number), Ok(sum)) => *sum += number,
            (Err(error), Ok(_)) => {
                result = Err(Failed {
                    file: file.clone(),
                    error,
                });
            }
            (_, Err(_)) => {}
        }
    }
    result
}
