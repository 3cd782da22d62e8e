//@ title: One computation at a time
//@ idea: "With a lock for computing, nothing is computed twice, and the map stays free."
//@ test: different_keys_are_computed_at_the_same_time
//@ test: a_computation_may_ask_for_another_key
//@ kind: deadlock
//@ says: is `compute` called with

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, RwLock};

/// Values that are there can be had. But the cache computes one at a time.
pub struct Cache<K, V> {
    values: RwLock<HashMap<K, V>>,
    computing: Mutex<()>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            values: RwLock::new(HashMap::new()),
            computing: Mutex::new(()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let known = self.values.read().unwrap().get(&key).cloned();
        known.unwrap_or_else(|| {
            let _alone = self.computing.lock().unwrap();
            let known = self.values.read().unwrap().get(&key).cloned();
            known.unwrap_or_else(|| {
                let value = compute();
                self.values.write().unwrap().insert(key, value.clone());
                value
            })
        })
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
