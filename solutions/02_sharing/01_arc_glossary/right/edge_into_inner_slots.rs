//@ title: into_inner, slots

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
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
    let glossary = Arc::new(glossary);
    let explain: Arc<F> = explain.into();
    let n = pages.len();
    let slots = Arc::new(Mutex::new(Vec::from_iter((0..n).map(|_| None))));
    let mut hs = vec![];
    for (i, page) in pages.into_iter().enumerate() {
        let (g, e, s) = (glossary.clone(), explain.clone(), slots.clone());
        hs.push(
            thread::Builder::new()
                .name(page.chars().take(3).collect())
                .spawn(move || {
                    let r = e(&g, &page);
                    s.lock().unwrap()[i] = Some(r);
                })
                .unwrap(),
        );
    }
    hs.into_iter().for_each(|h| h.join().unwrap());
    drop(Arc::try_unwrap(glossary).map_err(|_| "someone").unwrap());
    Arc::into_inner(slots)
        .unwrap()
        .into_inner()
        .unwrap()
        .into_iter()
        .map(|s| s.unwrap())
        .collect()
}
