//! A cache that many threads use.
//!
//! Compute each value once, and let nobody wait who need not. The statement is in README.md.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// Values by key, each computed when it is first asked for.
pub struct Cache<K, V> {
    values: RwLock<HashMap<K, V>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache.
    pub fn new() -> Self {
        Cache {
            values: RwLock::new(HashMap::new()),
        }
    }

    /// The value of this key. If nobody has asked for it yet, `compute` makes it.
    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        if let Some(value) = self.values.read().unwrap().get(&key) {
            return value.clone();
        }
        // TODO: who else has come here by now? And who waits while `compute` runs?
        self.values
            .write()
            .unwrap()
            .entry(key)
            .or_insert_with(compute)
            .clone()
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
