//@ title: Results that are found by their page
//@ idea: "The results come in any order, and the page says whose each is."
//@ test: two_pages_may_say_the_same
//@ kind: panic
//@ says: does not tell which of the pages it is

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc;
use std::thread;

/// Words, and what is said about each.
pub type Glossary<E> = BTreeMap<String, E>;

/// The second of two equal pages takes the place of the first in the map.
pub fn explain_all<E, R, F>(glossary: Glossary<E>, pages: Vec<String>, explain: F) -> Vec<R>
where
    E: Clone + Send + Sync + 'static,
    R: Send + 'static,
    F: Fn(&Glossary<E>, &str) -> R + Send + Sync + 'static,
{
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for page in &pages {
            let (glossary, explain, sender) = (&glossary, &explain, sender.clone());
            scope.spawn(move || sender.send((page, explain(glossary, page))));
        }
    });
    drop(sender);
    let mut results: HashMap<&String, R> = receiver.into_iter().collect();
    pages
        .iter()
        .filter_map(|page| results.remove(page))
        .collect()
}
