//@ title: A `Once` and an `UnsafeCell` for each key

//! A cache that many threads use.

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Once, RwLock};

/// A place for a value that is written once.
struct Slot<V> {
    written: Once,
    value: UnsafeCell<Option<V>>,
}

// SAFETY: it is like `RwLock<Option<V>>`: one thread writes the value, and many read it.
unsafe impl<V: Send + Sync> Sync for Slot<V> {}

/// Values by key, each computed when it is first asked for.
pub struct Cache<K, V> {
    slots: RwLock<HashMap<K, Arc<Slot<V>>>>,
}

impl<V: Clone> Slot<V> {
    fn new() -> Arc<Self> {
        Arc::new(Slot {
            written: Once::new(),
            value: UnsafeCell::new(None),
        })
    }

    fn get(&self, compute: impl FnOnce() -> V) -> V {
        self.written.call_once(|| {
            let value = compute();
            // SAFETY: this closure runs once, and nobody reads before `call_once` has returned.
            unsafe { *self.value.get() = Some(value) };
        });
        // SAFETY: after `call_once` nobody writes any more.
        let value = unsafe { &*self.value.get() };
        value.clone().expect("it was written")
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache.
    pub fn new() -> Self {
        Cache {
            slots: RwLock::new(HashMap::new()),
        }
    }

    /// The value of this key. If nobody has asked for it yet, `compute` makes it.
    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let known = self.slots.read().unwrap().get(&key).map(Arc::clone);
        let slot = known.unwrap_or_else(|| {
            let mut slots = self.slots.write().unwrap();
            Arc::clone(slots.entry(key).or_insert_with(Slot::new))
        });
        slot.get(compute)
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
