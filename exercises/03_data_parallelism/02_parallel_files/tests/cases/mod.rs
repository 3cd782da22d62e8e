//! What `process_files` must do.
//!
//! No file is read: `process` is a closure of the check, and so the check knows who is in it. That
//! the first file of the list fails last is arranged by letting it wait for others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};

use native_checks::patience;
use native_checks::workers::at_once;
use rayon::ThreadPoolBuilder;

use crate::subject::process_files;

const WORKERS: usize = 4;

fn files(count: u64) -> Vec<String> {
    (0..count).map(name).collect()
}

/// What the file with this number is called: the list is not in the order of the names.
fn name(number: u64) -> String {
    let letter = char::from(b'a' + u8::try_from((number * 7 + 3) % 26).expect("below 26"));
    format!("{letter}{number}.txt")
}

/// The number in a file's name, which is its place in the list.
fn number(file: &str) -> u64 {
    let number = file.strip_suffix(".txt").and_then(|it| it.get(1..));
    let number = number.and_then(|it| it.parse().ok());
    number.unwrap_or_else(|| {
        panic!("`process` was called with {file:?}, which does not stand in the list")
    })
}

fn in_a_pool<R: Send>(workers: usize, run: impl FnOnce() -> R + Send) -> R {
    let pool = ThreadPoolBuilder::new().num_threads(workers).build();
    pool.expect("the system starts the pool's threads")
        .install(run)
}

#[test]
fn the_numbers_are_added_up() {
    for (count, sum) in [(0, 0), (1, 0), (2, 1), (1_000, 499_500)] {
        let result = process_files(&files(count), |file| Ok(number(file)));
        assert_eq!(
            result.as_ref().ok(),
            Some(&sum),
            "{count} files that give the numbers from 0: no file failed, and the result is \
             {result:?}"
        );
    }
}

#[test]
fn every_worker_takes_part() {
    for workers in [WORKERS, WORKERS + 3] {
        let sum = at_once(workers, |meeting| {
            process_files(&files(100), |_| {
                meeting.meet();
                Ok(1)
            })
        })
        .unwrap_or_else(|why| {
            panic!("`process_files` does not keep {workers} workers at work at once: {why}")
        });
        assert_eq!(sum.ok(), Some(100), "100 files, each of which gives 1");
    }
}

/// With one worker and with several: what an early end leaves out depends on luck only when there
/// are several.
#[test]
fn each_file_is_processed_once_whoever_else_fails() {
    for workers in [1, WORKERS] {
        for (which, fails) in [
            ("none", (|_| false) as fn(u64) -> bool),
            ("the first file", |number| number == 0),
            ("every second file", |number| number % 2 == 1),
            ("every file", |_| true),
        ] {
            let files = files(200);
            let calls = Mutex::new(HashMap::new());
            let result = in_a_pool(workers, || {
                process_files(&files, |file| {
                    *calls.lock().unwrap().entry(number(file)).or_insert(0) += 1;
                    if fails(number(file)) {
                        Err(io::Error::other("unreadable"))
                    } else {
                        Ok(1)
                    }
                })
            });
            let calls = calls.into_inner().unwrap();
            let left_out = files
                .iter()
                .filter(|file| !calls.contains_key(&number(file)))
                .count();
            assert!(
                left_out == 0,
                "of 200 files {which} failed, in a pool of {workers} worker(s), and {left_out} files \
                 were never processed: a failed file must not stop the others. (`collect` into a \
                 `Result` stops at an error, and so do `?` in a loop and the `try_` methods)"
            );
            assert!(
                calls.values().all(|calls| *calls == 1),
                "of 200 files {which} failed, and a file was processed more than once"
            );
            let any = (0..200).any(fails);
            assert!(
                result.is_err() == any,
                "of 200 files {which} failed, and the result is {result:?}: is an error thrown away?"
            );
        }
    }
}

#[test]
fn the_error_comes_with_its_file() {
    for failing in [0, 57, 99] {
        let failed = process_files(&files(100), |file| {
            if number(file) == failing {
                Err(io::Error::new(io::ErrorKind::PermissionDenied, "locked"))
            } else {
                Ok(1)
            }
        });
        let Err(failed) = failed else {
            panic!(
                "{} failed, and the result is {failed:?}: is an error thrown away?",
                name(failing)
            )
        };
        assert_eq!(failed.file, name(failing), "the file that failed, of 100");
        assert_eq!(
            (failed.error.kind(), failed.error.to_string()),
            (io::ErrorKind::PermissionDenied, "locked".to_string()),
            "the error that `process` returned for {}",
            failed.file
        );
    }
}

#[test]
fn the_first_of_the_list_is_kept_and_not_the_last() {
    for first in [0, 1, 63, 98] {
        let failed = process_files(&files(100), |file| {
            if number(file) >= first {
                Err(io::Error::other(file.to_string()))
            } else {
                Ok(1)
            }
        });
        let file = failed.err().map(|failed| failed.file);
        assert_eq!(
            file,
            Some(name(first)),
            "of 100 files, those from {} on failed: the first of them in the list is wanted, and \
             neither the last, nor the first by name, nor just any",
            name(first)
        );
    }
}

/// Every file fails, and `d0.txt`, the first, fails only when another worker has gone on to its next file: the
/// error of that worker's last file has been handed in by then.
#[test]
fn the_first_of_the_list_is_kept_although_it_fails_late() {
    let late = Late::default();
    let failed = at_once(WORKERS, |meeting| {
        process_files(&files(100), |file| {
            late.begins(number(file) == 0, || meeting.meet());
            Err(io::Error::other(format!("{file} is unreadable")))
        })
    })
    .unwrap_or_else(|why| {
        panic!("`process_files` does not keep {WORKERS} workers at work at once: {why}")
    });
    let Err(failed) = failed else {
        panic!("every file failed, and the result is {failed:?}")
    };
    assert_eq!(
        (failed.file.as_str(), failed.error.to_string().as_str()),
        ("d0.txt", "d0.txt is unreadable"),
        "every file failed, and d0.txt later than others: the first in the *list* is wanted, and \
         not the first in *time*"
    );
}

/// The worker that called `process_files` begins with a good file, and all others with a bad one, and wait until it has gone on
/// to a second, which is bad too. Rayon splits work in two and leaves the left half to the worker that splits, so results
/// that are put together by worker, and not by their place in the list, begin with that worker's bad file. The workers' first
/// files stand before it.
#[test]
fn the_order_of_the_list_does_not_get_lost_among_the_workers() {
    let late = Late::default();
    let bad = Mutex::new(BTreeSet::new());
    let failed = at_once(WORKERS, |meeting| {
        let caller = thread::current().id();
        process_files(&files(100), |file| {
            let called_here = thread::current().id() == caller;
            let first_file = late.begins(called_here, || meeting.meet());
            if called_here && first_file {
                return Ok(1);
            }
            bad.lock().unwrap().insert(number(file));
            Err(io::Error::other(file.to_string()))
        })
    })
    .unwrap_or_else(|why| {
        panic!("`process_files` does not keep {WORKERS} workers at work at once: {why}")
    });
    let first = bad.lock().unwrap().first().copied();
    assert_eq!(
        failed.err().map(|failed| failed.file),
        first.map(name),
        "several files failed, and the first of them in the list is wanted: do the results come from an \
         iterator that has forgotten their order?"
    );
}

/// Who has been in `process`.
#[derive(Default)]
struct Late {
    seen: Mutex<Seen>,
    changed: Condvar,
}

#[derive(Default)]
struct Seen {
    workers: HashSet<ThreadId>,
    /// A worker has begun a second file.
    gone_on: bool,
}

impl Late {
    /// To be called by a worker that begins a file: whether it is its first. One that is late waits until another has gone
    /// on to a second file.
    fn begins(&self, late: bool, meet: impl FnOnce()) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let first = seen.workers.insert(thread::current().id());
        if !first {
            seen.gone_on = true;
            self.changed.notify_all();
        }
        drop(seen);
        meet();
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the workers did not meet, that is the verdict, and nobody need wait.
        if late && seen.workers.len() == WORKERS {
            // Every way to go on leads here at once. The patience is for a solution that has the others wait for the late
            // one: what it returns is looked at all the same.
            drop(patience::wait_while(&self.changed, seen, |seen| {
                !seen.gone_on
            }));
        }
        first
    }
}
