//@ title: Taken out of the `Arc`
//@ idea: "A thread must own the glossary, so it takes it out of the `Arc`."
//@ test: the_glossary_is_not_cloned
//@ kind: panic
//@ says: what do you clone, the `Arc` or what is in it

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// `unwrap_or_clone` gives the glossary itself to the last owner, and a clone to each of the others.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let glossary = Arc::new(glossary);
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(&Arc::unwrap_or_clone(glossary), &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
