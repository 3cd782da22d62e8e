//@ title: Lent to scoped threads

use std::collections::BTreeMap;
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
    thread::scope(|scope| {
        // References: `move` moves them, and what they refer to stays here.
        let (glossary, explain) = (&glossary, &explain);
        let workers: Vec<_> = pages
            .iter()
            .map(|page| scope.spawn(move || explain(glossary, page)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .collect()
    })
    // `glossary` belongs to this function, which ends here.
}
