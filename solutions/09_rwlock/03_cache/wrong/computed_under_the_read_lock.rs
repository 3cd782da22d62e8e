//@ title: Computed under the read lock
//@ idea: "A read lock keeps nobody out."
//@ test: different_keys_are_computed_at_the_same_time
//@ test: a_computation_may_ask_for_another_key
//@ kind: deadlock
//@ says: with the map locked

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock, RwLock};

/// It keeps out whoever wants to add a key. Values that are there can be had, new ones cannot.
pub struct Cache<K, V> {
    cells: RwLock<HashMap<K, Arc<OnceLock<V>>>>,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            cells: RwLock::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        if !self.cells.read().unwrap().contains_key(&key) {
            let cell = Arc::new(OnceLock::new());
            self.cells
                .write()
                .unwrap()
                .entry(key.clone())
                .or_insert(cell);
        }
        let cells = self.cells.read().unwrap();
        cells[&key].get_or_init(compute).clone()
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
