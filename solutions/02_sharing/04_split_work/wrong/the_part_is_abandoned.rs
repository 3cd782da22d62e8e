//@ title: The rest of the part is abandoned
//@ idea: "`?` is how errors are handled."
//@ test: the_rest_of_a_part_is_processed_after_an_error
//@ test: no_error_is_lost
//@ kind: panic
//@ says: where does `?` return from

use std::io;
use std::thread;

/// What came of the files.
#[derive(Debug, Default)]
pub struct Report {
    /// The sum of the numbers of all files that could be processed.
    pub total: u64,
    /// The files that could not, each with its error, in the order of the list.
    pub failed: Vec<(String, io::Error)>,
}

/// Near-even parts.
pub fn split<T>(items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let count = items.len();
    let parts = parts.min(count).max(1);
    let mut items = items.into_iter();
    (0..parts)
        .map(|part| count / parts + usize::from(part < count % parts))
        .map(|length| items.by_ref().take(length).collect())
        .filter(|part: &Vec<T>| !part.is_empty())
        .collect()
}

/// A worker that meets an error goes home.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = &process;
    thread::scope(|scope| {
        let workers: Vec<_> = split(files, workers)
            .into_iter()
            .map(|part| {
                scope.spawn(move || -> Result<u64, (String, io::Error)> {
                    let mut total = 0;
                    for file in part {
                        total += process(&file).map_err(|error| (file, error))?;
                    }
                    Ok(total)
                })
            })
            .collect();
        let mut report = Report::default();
        for worker in workers {
            match worker.join().unwrap() {
                Ok(total) => report.total += total,
                Err(failed) => report.failed.push(failed),
            }
        }
        report
    })
}
