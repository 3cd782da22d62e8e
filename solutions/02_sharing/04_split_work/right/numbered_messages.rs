//@ title: Lengths first, then `take`; and each error is sent with its place in the list

use std::collections::BTreeMap;
use std::io;
use std::iter;
use std::sync::{Arc, mpsc};
use std::thread;

/// What came of the files.
#[derive(Debug, Default)]
pub struct Report {
    /// The sum of the numbers of all files that could be processed.
    pub total: u64,
    /// The files that could not, each with its error, in the order of the list.
    pub failed: Vec<(String, io::Error)>,
}

/// Cuts `items` into `parts` near-even parts, in order; into fewer when there are fewer items.
pub fn split<T>(items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let parts = parts.min(items.len());
    let length = items.len().checked_div(parts).unwrap_or(0);
    let longer = items.len() - length * parts;

    let lengths = iter::repeat_n(length + 1, longer).chain(iter::repeat_n(length, parts - longer));
    let mut items = items.into_iter();
    lengths
        .map(|length| items.by_ref().take(length).collect())
        .collect()
}

/// What a worker says of one file.
enum Message {
    Processed(u64),
    Failed(usize, String, io::Error),
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = Arc::new(process);
    let (messages, inbox) = mpsc::channel();
    let numbered = files.into_iter().enumerate().collect();
    let mut threads = Vec::new();
    for part in split::<(usize, String)>(numbered, workers) {
        let (process, messages) = (Arc::clone(&process), messages.clone());
        threads.push(thread::spawn(move || {
            for (place, file) in part {
                let message = match process(&file) {
                    Ok(number) => Message::Processed(number),
                    Err(error) => Message::Failed(place, file, error),
                };
                messages.send(message).unwrap();
            }
        }));
    }
    drop(messages);

    let mut total = 0;
    let mut failed = BTreeMap::new();
    for message in inbox {
        match message {
            Message::Processed(number) => total += number,
            Message::Failed(place, file, error) => _ = failed.insert(place, (file, error)),
        }
    }
    for thread in threads {
        thread.join().unwrap();
    }
    Report {
        total,
        failed: failed.into_values().collect(),
    }
}
