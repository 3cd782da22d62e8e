//@ title: Computed under the write lock
//@ idea: "Whoever has the write lock looks again, and then computes: so it is done once."
//@ test: different_keys_are_computed_at_the_same_time
//@ test: what_is_there_can_be_had_while_something_is_computed
//@ test: a_computation_may_ask_for_another_key
//@ kind: deadlock
//@ says: with the map locked

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::RwLock;

/// Once, yes. And meanwhile nobody gets anything.
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
            let mut values = self.values.write().unwrap();
            values.entry(key).or_insert_with(compute).clone()
        })
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
