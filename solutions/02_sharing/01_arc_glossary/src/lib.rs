//! One big map that is only read, and many threads that read it.

use std::collections::BTreeMap;
use std::sync::Arc;
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
    // The glossary moves into the `Arc` once. From here on there are only pointers to it. No lock
    // is needed: nobody writes, and any number of threads may read.
    let glossary = Arc::new(glossary);
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            // Made here, before the thread exists, and moved into its closure. It copies a pointer
            // and adds one to a count, whatever the size of the glossary. Written as
            // `Arc::clone(&..)` and not as `glossary.clone()`, so that a reader sees which of the
            // two is cloned.
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            // `&glossary` is an `&Arc<Glossary<E>>`, and the compiler makes an `&Glossary<E>` of it.
            thread::spawn(move || explain(&glossary, &page))
        })
        // All threads are started here, before the first is joined.
        .collect();
    // A thread drops its closure, and with it its pointer, before `join` returns. The last pointer
    // is this function's own, so the glossary is freed when it returns. (`thread::scope` would do
    // without `Arc`: its threads may borrow the glossary.)
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
