//@ title: One mutex, one condition variable, and an enum for each key

//! A cache that many threads use.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex};

/// Values by key, each computed when it is first asked for.
pub struct Cache<K, V> {
    slots: Mutex<HashMap<Arc<K>, Slot<V>>>,
    computed: Condvar,
}

enum Slot<V> {
    Computing,
    There(Arc<V>),
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache.
    pub fn new() -> Self {
        Cache {
            slots: Mutex::default(),
            computed: Condvar::new(),
        }
    }

    /// The value of this key. If nobody has asked for it yet, `compute` makes it.
    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let key = Arc::new(key);
        let value = self.find(&key).unwrap_or_else(|| {
            let value = Arc::new(compute());
            let there = Slot::There(Arc::clone(&value));
            self.slots.lock().unwrap().insert(key, there);
            // Some of those who wait may wait for other keys, so one notification is not enough.
            self.computed.notify_all();
            value
        });
        // The lock is free: only the `Arc` was cloned under it, and `V` may take its time.
        V::clone(&value)
    }

    /// The value when it is there. `None` says that it is up to the caller to compute it.
    fn find(&self, key: &Arc<K>) -> Option<Arc<V>> {
        let mut slots = self.slots.lock().unwrap();
        loop {
            match slots.entry(Arc::clone(key)) {
                Entry::Vacant(slot) => {
                    slot.insert(Slot::Computing);
                    return None;
                }
                Entry::Occupied(slot) => {
                    if let Slot::There(value) = slot.get() {
                        return Some(Arc::clone(value));
                    }
                }
            }
            slots = self.computed.wait(slots).unwrap();
        }
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
