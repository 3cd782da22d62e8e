//@ title: Results without join
//@ idea: "When all results have arrived, all threads have ended."
//@ test: the_glossary_is_free_again
//@ kind: panic
//@ says: a thread that is still running owns a share in it

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// A worker that has sent its result is not at its end: it still has to drop its pointer.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let glossary = Arc::new(glossary);
    let explain = Arc::new(explain);
    let receivers: Vec<_> = pages
        .into_iter()
        .map(|page| {
            let glossary = Arc::clone(&glossary);
            let explain = Arc::clone(&explain);
            let (sender, receiver) = mpsc::sync_channel(1);
            thread::spawn(move || {
                sender.send(explain(&glossary, &page)).unwrap();
            });
            receiver
        })
        .collect();
    receivers
        .into_iter()
        .map(|receiver| receiver.recv().unwrap())
        .collect()
}
