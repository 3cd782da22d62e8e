//! Two ways for an error to come out of a pipeline: along with the values, and at the join.

use std::io;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

/// Stands for a file: `b.txt` cannot be read.
fn read(path: &str) -> io::Result<String> {
    match path {
        "b.txt" => Err(io::ErrorKind::PermissionDenied.into()),
        _ => Ok(format!("the text of {path}")),
    }
}

// ANCHOR: in_band
/// Sends what `read` returned. An error is the last thing that it sends.
fn read_all(paths: &[&str], texts: SyncSender<io::Result<String>>) {
    for path in paths {
        let text = read(path);
        let failed = text.is_err();
        if texts.send(text).is_err() || failed {
            return;
        }
    }
}

/// The sum of all, or the first error.
fn count(texts: Receiver<io::Result<String>>) -> io::Result<usize> {
    texts.iter().map(|text| Ok(text?.split(' ').count())).sum()
}
// ANCHOR_END: in_band

/// Whether counting these three files gives a number.
pub fn counts_them_all() -> bool {
    let (sender, texts) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(|| read_all(&["a.txt", "b.txt", "c.txt"], sender));
        count(texts).is_ok()
    })
}

// ANCHOR: at_the_join
/// Sends what can be read, and returns the errors.
fn read_what_can_be_read(
    paths: &[&str],
    texts: SyncSender<String>,
) -> Vec<io::Error> {
    let mut errors = Vec::new();
    for path in paths {
        match read(path) {
            Ok(text) => {
                if texts.send(text).is_err() {
                    break;
                }
            }
            Err(error) => errors.push(error),
        }
    }
    errors
}

/// How many words, and how many errors.
pub fn count_and_report() -> (usize, usize) {
    let (sender, texts) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        let paths = ["a.txt", "b.txt", "c.txt"];
        let reader = scope.spawn(move || read_what_can_be_read(&paths, sender));
        let words = texts.iter().map(|text| text.split(' ').count()).sum();
        let errors = reader.join().unwrap();
        (words, errors.len())
    })
}
// ANCHOR_END: at_the_join

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_among_the_values_is_not_overlooked() {
        assert_eq!(interleave::outcomes(counts_them_all), [false].into());
    }

    #[test]
    fn an_error_at_the_join_leaves_the_others_counted() {
        assert_eq!(interleave::outcomes(count_and_report), [(8, 1)].into());
    }
}
