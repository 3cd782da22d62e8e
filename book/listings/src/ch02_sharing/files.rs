//! Files, processed one after the other; in chunks by threads that own them; with a glossary that all
//! own; by threads that borrow everything.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::thread;

/// Stands in for a folder of files, so that every interleaving can be tried.
fn read(file: &str) -> io::Result<&'static str> {
    match file {
        "saw.txt" => Ok("mind the kerf of the saw"),
        "nib.txt" => Ok("a nib and a kerf"),
        "oil.txt" => Ok("oil the hinge"),
        _ => Err(io::Error::new(io::ErrorKind::NotFound, file)),
    }
}

// ANCHOR: sequential
/// How many words the files have.
pub fn count_words(files: &[String]) -> io::Result<usize> {
    let mut words = 0;
    for file in files {
        words += read(file)?.split(' ').count();
    }
    Ok(words)
}
// ANCHOR_END: sequential

// ANCHOR: spawned
/// The same, by at most this many threads.
pub fn count_words_with(workers: usize, files: &[String]) -> io::Result<usize> {
    let length = files.len().div_ceil(workers).max(1);
    // Fork: each thread gets a chunk of the list that is its own.
    let workers: Vec<_> = files
        .chunks(length)
        .map(|chunk| chunk.to_vec())
        .map(|chunk| thread::spawn(move || count_words(&chunk)))
        .collect();
    // Join: wait for each, and add up.
    let mut words = 0;
    for worker in workers {
        words += worker.join().unwrap()?;
    }
    Ok(words)
}
// ANCHOR_END: spawned

// ANCHOR: glossary
/// Words that need an explanation. Imagine a million of them.
pub type Glossary = HashSet<String>;

/// How many words of the files are in the glossary.
pub fn count_terms(glossary: &Glossary, files: &[String]) -> io::Result<usize> {
    let mut terms = 0;
    for file in files {
        terms += read(file)?
            .split(' ')
            .filter(|word| glossary.contains(*word))
            .count();
    }
    Ok(terms)
}
// ANCHOR_END: glossary

// ANCHOR: arc
/// The same, by at most this many threads. Each of them owns a share.
pub fn count_terms_with(
    workers: usize,
    glossary: &Arc<Glossary>,
    files: &[String],
) -> io::Result<usize> {
    let length = files.len().div_ceil(workers).max(1);
    let workers: Vec<_> = files
        .chunks(length)
        .map(|chunk| {
            let chunk = chunk.to_vec();
            // One more pointer to the same glossary, for the thread to own.
            let glossary = Arc::clone(glossary);
            thread::spawn(move || count_terms(&glossary, &chunk))
        })
        .collect();
    let mut terms = 0;
    for worker in workers {
        terms += worker.join().unwrap()?;
    }
    Ok(terms)
}
// ANCHOR_END: arc

// ANCHOR: scoped
/// The same again. The threads own nothing: they borrow.
pub fn count_terms_scoped(
    workers: usize,
    glossary: &Glossary,
    files: &[String],
) -> io::Result<usize> {
    let length = files.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(length)
            .map(|chunk| scope.spawn(move || count_terms(glossary, chunk)))
            .collect();
        let mut terms = 0;
        for worker in workers {
            terms += worker.join().unwrap()?;
        }
        Ok(terms)
    })
}
// ANCHOR_END: scoped

// ANCHOR: disjoint
/// Each thread writes into its own half of the list.
pub fn double_all(prices: &mut [u32]) {
    let middle = prices.len() / 2;
    let (left, right) = prices.split_at_mut(middle);
    thread::scope(|scope| {
        scope.spawn(move || left.iter_mut().for_each(|price| *price *= 2));
        scope.spawn(move || right.iter_mut().for_each(|price| *price *= 2));
    });
}
// ANCHOR_END: disjoint

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    fn glossary() -> Glossary {
        ["kerf", "nib", "hinge"].map(String::from).into()
    }

    #[test]
    fn chunks_on_threads_have_as_many_words_as_the_whole() {
        expect::verified(|| {
            let files = names(&["saw.txt", "nib.txt", "oil.txt"]);
            assert_eq!(count_words(&files).unwrap(), 14);
            assert_eq!(count_words_with(2, &files).unwrap(), 14);
            assert_eq!(count_words_with(2, &[]).unwrap(), 0);
        });
    }

    #[test]
    fn whoever_owns_the_glossary_the_terms_are_the_same() {
        expect::verified(|| {
            let files = names(&["saw.txt", "nib.txt", "oil.txt"]);
            let shared = Arc::new(glossary());
            assert_eq!(count_terms(&shared, &files).unwrap(), 4);
            assert_eq!(count_terms_with(2, &shared, &files).unwrap(), 4);
            assert_eq!(Arc::strong_count(&shared), 1, "every share is back");
            assert_eq!(count_terms_scoped(2, &shared, &files).unwrap(), 4);
        });
    }

    #[test]
    fn a_missing_file_is_an_error_in_each_of_them() {
        expect::verified(|| {
            let files = names(&["saw.txt", "gone.txt"]);
            let shared = Arc::new(glossary());
            assert!(count_words(&files).is_err());
            assert!(count_words_with(2, &files).is_err());
            assert!(count_terms_with(2, &shared, &files).is_err());
            assert!(count_terms_scoped(2, &shared, &files).is_err());
        });
    }

    #[test]
    fn a_scope_that_is_left_early_waits_all_the_same() {
        expect::verified(|| {
            let done = AtomicBool::new(false);
            let left: Result<(), &str> = thread::scope(|scope| {
                scope.spawn(|| done.store(true, Relaxed));
                Err("no such file")
            });
            assert!(left.is_err());
            assert!(done.load(Relaxed), "the scope has joined its thread");
        });
    }

    #[test]
    fn two_threads_may_write_into_two_halves() {
        expect::verified(|| {
            let mut prices = [1, 2, 3];
            double_all(&mut prices);
            assert_eq!(prices, [2, 4, 6]);
        });
    }
}
