//@ title: One struct behind the `Arc`, and results through a channel

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// Calls `explain` with the glossary and a page, for each of the `pages` on a new thread of its
/// own, all at the same time. Returns the results in the order of the pages.
///
/// When it returns, all its threads have ended, and the glossary has been dropped.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let desk = Arc::new(Desk {
        glossary,
        pages,
        explain,
    });
    let (explained, arrivals) = mpsc::channel();
    let readers: Vec<JoinHandle<()>> = (0..desk.pages.len())
        .map(|number| {
            let (desk, explained) = (Arc::clone(&desk), explained.clone());
            thread::spawn(move || {
                let result = (desk.explain)(&desk.glossary, &desk.pages[number]);
                explained.send((number, result)).unwrap();
            })
        })
        .collect();
    drop(explained);

    let mut results: Vec<(usize, R)> = arrivals.iter().collect();
    results.sort_unstable_by_key(|&(number, _)| number);

    // A message says that a page is done. It does not say that the thread has ended and given its share back.
    for reader in readers {
        reader.join().unwrap();
    }
    drop(desk);
    results.into_iter().map(|(_, result)| result).collect()
}

/// All that the readers share.
struct Desk<E, F> {
    glossary: Glossary<E>,
    pages: Vec<String>,
    explain: F,
}
