//@ title: One page needs no thread
//@ idea: "With one page there is nothing to share, so I call `explain` myself."
//@ test: each_page_has_a_new_thread
//@ kind: panic
//@ says: also when there is only one

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// With one page, `explain` is called on the thread of the caller.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    if let [page] = &pages[..] {
        return vec![explain(&glossary, page)];
    }
    let glossary = Arc::new(glossary);
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(&glossary, &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
