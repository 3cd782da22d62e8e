//@ title: The threads have weak shares, and use them while the caller keeps the strong one

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::thread;

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
    let shared = Arc::new((glossary, explain));
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let shared = Arc::downgrade(&shared);
            thread::spawn(move || explain_one(shared, &page))
        })
        .collect();
    let explained = workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect();
    // Here, and not before: until now the threads relied on it.
    drop(shared);
    explained
}

fn explain_one<E, R, F>(shared: Weak<(Glossary<E>, F)>, page: &str) -> R
where
    F: Fn(&Glossary<E>, &str) -> R,
{
    let shared = shared
        .upgrade()
        .expect("the caller keeps it until all threads have been joined");
    let (glossary, explain) = &*shared;
    explain(glossary, page)
}
