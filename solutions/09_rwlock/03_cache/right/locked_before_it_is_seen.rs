//@ title: A read-write lock for each key, locked before others see it

//! A cache that many threads use.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, RwLock};

/// Values by key, each computed when it is first asked for.
pub struct Cache<K, V> {
    slots: RwLock<HashMap<K, Arc<RwLock<Option<V>>>>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache.
    pub fn new() -> Self {
        Cache {
            slots: RwLock::new(HashMap::new()),
        }
    }

    /// Waits for the value if it is being computed.
    fn wait_for(slot: &RwLock<Option<V>>) -> V {
        let value = slot.read().unwrap();
        value
            .clone()
            .expect("the first who could lock it has put it there")
    }

    /// The value of this key. If nobody has asked for it yet, `compute` makes it.
    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let found = self.slots.read().unwrap().get(&key).cloned();
        if let Some(slot) = found {
            return Self::wait_for(&slot);
        }

        let mut slots = self.slots.write().unwrap();
        // Somebody may have added it since.
        if let Some(slot) = slots.get(&key).cloned() {
            drop(slots);
            return Self::wait_for(&slot);
        }
        let slot = Arc::new(RwLock::new(None));
        // Nobody else knows of this lock yet, so this does not wait.
        let mut value = slot.write().unwrap();
        slots.insert(key, Arc::clone(&slot));
        drop(slots);
        value.insert(compute()).clone()
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
