//@ title: scope with implicit join and slots, drop by the last reader

use std::collections::BTreeMap;
use std::sync::OnceLock;
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
    let mut out: Vec<Option<R>> = Vec::new();
    out.resize_with(pages.len(), Default::default);
    let started = OnceLock::new();
    thread::scope(|s| {
        for (slot, page) in out.iter_mut().zip(&pages) {
            let g = &glossary;
            let e = &explain;
            let st = &started;
            s.spawn(move || {
                st.get_or_init(|| ());
                *slot = Some(e(g, page.as_str()));
            });
        }
    });
    drop(glossary);
    out.into_iter().flatten().collect()
}
