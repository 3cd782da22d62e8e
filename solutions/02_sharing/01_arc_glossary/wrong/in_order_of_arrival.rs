//@ title: Results in the order of arrival
//@ idea: "The workers are started in order, so they finish in order."
//@ test: each_page_is_explained_in_its_place
//@ kind: panic
//@ says: whichever thread is done first

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// Right on most runs: the first thread is mostly done before the second has started.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let glossary = Arc::new(glossary);
    let explain = Arc::new(explain);
    let results = Arc::new(Mutex::new(Vec::new()));
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            let results = Arc::clone(&results);
            thread::spawn(move || {
                let result = explain(&glossary, &page);
                results.lock().unwrap().push(result);
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let mut results = results.lock().unwrap();
    results.drain(..).collect()
}
