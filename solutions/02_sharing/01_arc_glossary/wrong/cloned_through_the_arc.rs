//@ title: Cloned through the `Arc`
//@ idea: "`clone` on something that is in an `Arc` clones the pointer."
//@ test: the_glossary_is_not_cloned
//@ kind: panic
//@ says: what do you clone, the `Arc` or what is in it

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// `as_ref` gives the glossary, and the `clone` behind it is the glossary's, not the pointer's.
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
            let glossary = glossary.as_ref().clone();
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(&glossary, &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
