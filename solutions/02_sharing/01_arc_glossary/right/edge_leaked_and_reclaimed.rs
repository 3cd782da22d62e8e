//@ title: Leaked and taken back

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
    let place: *mut Glossary<E> = Box::into_raw(Box::new(glossary));
    // SAFETY: live
    let shared: &'static Glossary<E> = unsafe { &*place };
    let explain = std::sync::Arc::new(explain);
    let hs: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let e = explain.clone();
            thread::spawn(move || e(shared, &page))
        })
        .collect();
    let r = hs.into_iter().map(|h| h.join().unwrap()).collect();
    // SAFETY: nobody uses it any more
    drop(unsafe { Box::from_raw(place) });
    r
}
