//@ title: Leaked, to be `'static`
//@ idea: "`spawn` wants `'static`, and a leaked value is `'static`."
//@ test: the_glossary_is_free_again
//@ kind: panic
//@ says: Either the glossary was leaked

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// It compiles, and all workers read the same glossary. Its memory is never given back.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let glossary: &'static Glossary<E> = Box::leak(Box::new(glossary));
    let explain = Arc::new(explain);
    let workers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let explain = Arc::clone(&explain);
            thread::spawn(move || explain(glossary, &page))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
