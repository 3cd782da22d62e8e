//@ title: A thread for each file
//@ idea: "The more threads, the faster."
//@ test: every_worker_takes_part
//@ kind: assert
//@ says: is not a worker of the pool

use std::thread;

use std::io;

/// A file that could not be processed.
#[derive(Debug)]
pub struct Failed {
    /// Its name, as it stands in the list.
    pub file: String,
    /// What `process` returned.
    pub error: io::Error,
}

/// A hundred threads for a hundred files, while the pool's workers look on.
pub fn process_files<F>(files: &[String], process: F) -> Result<u64, Failed>
where
    F: Fn(&str) -> io::Result<u64> + Sync,
{
    let process = &process;
    thread::scope(|scope| {
        let threads: Vec<_> = files
            .iter()
            .map(|file| (file, scope.spawn(move || process(file))))
            .collect();
        let results: Vec<_> = threads
            .into_iter()
            .map(|(file, thread)| {
                thread.join().unwrap().map_err(|error| Failed {
                    file: file.clone(),
                    error,
                })
            })
            .collect();
        results.into_iter().sum()
    })
}
