//@ title: The read guard is still there
//@ idea: "I have looked, and now I write."
//@ test: a_value_is_computed_when_it_is_first_asked_for
//@ kind: deadlock
//@ says: keeps `write` waiting for ever

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock, RwLock};

/// `write` waits for all readers, and this thread is one.
pub struct Cache<K, V> {
    cells: RwLock<HashMap<K, Arc<OnceLock<V>>>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            cells: RwLock::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let cells = self.cells.read().unwrap();
        let cell = match cells.get(&key) {
            Some(cell) => Arc::clone(cell),
            None => Arc::clone(self.cells.write().unwrap().entry(key).or_default()),
        };
        cell.get_or_init(compute).clone()
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
