//@ title: One thread reads
//@ idea: "Nobody copies the glossary if nobody else wants it."
//@ test: all_workers_read_at_the_same_time
//@ kind: deadlock
//@ says: does one thread make all the calls

use std::collections::BTreeMap;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// Right results, no copy, no threads.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    pages.iter().map(|page| explain(&glossary, page)).collect()
}
