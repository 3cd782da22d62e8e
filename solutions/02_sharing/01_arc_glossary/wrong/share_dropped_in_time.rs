//@ title: The share is dropped in time
//@ idea: "A worker that has given back its share and sent its result is done."
//@ test: no_thread_is_left_running
//@ kind: panic
//@ says: does not mean that its thread has ended

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// The glossary is free in time, and the thread has still to end.
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
                let result = explain(&glossary, &page);
                drop(glossary);
                sender.send(result).unwrap();
            });
            receiver
        })
        .collect();
    receivers
        .into_iter()
        .map(|receiver| receiver.recv().unwrap())
        .collect()
}
