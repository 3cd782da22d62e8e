//@ title: RwLock

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
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
    let glossary = Arc::new(RwLock::new(glossary));
    let explain = Arc::new(explain);
    let hs: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let (g, e) = (glossary.clone(), explain.clone());
            thread::spawn(move || e(&g.read().unwrap(), &page))
        })
        .collect();
    hs.into_iter().map(|h| h.join().unwrap()).collect()
}
