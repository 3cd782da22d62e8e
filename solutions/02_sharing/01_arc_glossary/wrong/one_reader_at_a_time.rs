//@ title: One reader at a time
//@ idea: "What threads share must be behind a lock."
//@ test: all_workers_read_at_the_same_time
//@ kind: deadlock
//@ says: behind a lock that lets one reader in at a time

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// A lock that nobody needs: nobody writes. The workers queue up for it.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let glossary = Arc::new(Mutex::new(glossary));
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(&glossary.lock().unwrap(), &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
