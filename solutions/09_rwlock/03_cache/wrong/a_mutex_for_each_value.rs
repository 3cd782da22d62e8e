//@ title: A mutex for each value
//@ idea: "Each value has its own lock, so nobody waits for another one."
//@ test: readers_do_not_keep_each_other_waiting
//@ kind: deadlock
//@ says: lets in one at a time

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, RwLock};

/// Different keys are independent. Those who want the same one queue for ever after.
pub struct Cache<K, V> {
    cells: RwLock<HashMap<K, Arc<Mutex<Option<V>>>>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            cells: RwLock::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let cell = self.cells.read().unwrap().get(&key).map(Arc::clone);
        let cell =
            cell.unwrap_or_else(|| Arc::clone(self.cells.write().unwrap().entry(key).or_default()));
        let mut value = cell.lock().unwrap();
        value.get_or_insert_with(compute).clone()
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
