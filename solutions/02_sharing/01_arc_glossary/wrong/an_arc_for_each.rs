//@ title: An `Arc` for each worker
//@ idea: "Whatever is in an `Arc` is shared."
//@ test: the_glossary_is_not_cloned
//@ kind: panic
//@ says: what do you clone, the `Arc` or what is in it

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// Each worker has an `Arc` of its own, with a glossary of its own in it. Nothing is shared.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::new(glossary.clone());
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(&glossary, &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
