//@ title: One of those who wait is told
//@ idea: "There is one new value, so I notify once."
//@ test: all_who_wait_get_the_value
//@ kind: deadlock
//@ says: `notify_one` wakes one of them

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex};

/// Right with two threads, for then one waits at most.
pub struct Cache<K, V> {
    /// `None` while it is computed.
    values: Mutex<HashMap<K, Option<Arc<V>>>>,
    computed: Condvar,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            values: Mutex::new(HashMap::new()),
            computed: Condvar::new(),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let mut values = self.values.lock().unwrap();
        if !values.contains_key(&key) {
            values.insert(key.clone(), None);
            drop(values);
            let value = Arc::new(compute());
            let mut values = self.values.lock().unwrap();
            values.insert(key, Some(Arc::clone(&value)));
            self.computed.notify_one();
            drop(values);
            return V::clone(&value);
        }
        let value = loop {
            if let Some(value) = &values[&key] {
                break Arc::clone(value);
            }
            values = self.computed.wait(values).unwrap();
        };
        drop(values);
        V::clone(&value)
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
