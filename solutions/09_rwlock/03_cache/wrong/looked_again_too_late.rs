//@ title: Compute, then look again
//@ idea: "I look again under the write lock, so it is there once."
//@ test: two_who_ask_for_the_same_key_compute_once
//@ kind: panic
//@ says: how often its value was

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// It is *there* once, and both get the same. It was computed twice.
pub struct Cache<K, V> {
    values: RwLock<HashMap<K, V>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            values: RwLock::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let known = self.values.read().unwrap().get(&key).cloned();
        known.unwrap_or_else(|| {
            let value = compute();
            let mut values = self.values.write().unwrap();
            values.entry(key).or_insert(value).clone()
        })
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
