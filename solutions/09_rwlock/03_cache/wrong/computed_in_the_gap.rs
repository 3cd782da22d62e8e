//@ title: Look, compute, insert
//@ idea: "It was not there when I looked, so I compute it."
//@ test: two_who_ask_for_the_same_key_compute_once
//@ kind: panic
//@ says: how often its value was

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// Right on most runs. When two look at the same time, both compute, and each has another value.
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
            self.values.write().unwrap().insert(key, value.clone());
            value
        })
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
