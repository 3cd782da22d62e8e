//@ title: channel: counted back the shares by sending them home

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
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
    let shared = Arc::new((glossary, explain));
    let hs: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let shared = shared.clone();
            let (tx, rx) = mpsc::sync_channel(0);
            let h = thread::spawn(move || {
                let r = (shared.1)(&shared.0, &page);
                tx.send((shared, r)).ok();
            });
            (rx, h)
        })
        .collect();
    drop(shared);
    hs.into_iter()
        .map(|(rx, h)| {
            let (s, r) = rx.recv().unwrap();
            h.join().unwrap();
            drop(s);
            r
        })
        .collect()
}
