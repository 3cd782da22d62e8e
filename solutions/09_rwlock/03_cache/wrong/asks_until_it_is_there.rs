//@ title: Asking until it is there
//@ idea: "Somebody computes it. I look again until it is there, and let others run in between."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: again and again

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, RwLock};
use std::thread;

/// Everything is locked for a moment only. But who waits for a value looks, and looks, and looks.
pub struct Cache<K, V> {
    begun: Mutex<Vec<K>>,
    values: RwLock<HashMap<K, V>>,
}

impl<K: Eq + Hash + Clone, V: Clone> Cache<K, V> {
    pub fn new() -> Self {
        Cache {
            begun: Mutex::new(vec![]),
            values: RwLock::new(HashMap::new()),
        }
    }

    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let begun = {
            let mut begun = self.begun.lock().unwrap();
            let is_begun = begun.contains(&key);
            if !is_begun {
                begun.push(key.clone());
            }
            is_begun
        };
        if !begun {
            let value = compute();
            self.values.write().unwrap().insert(key.clone(), value);
        }
        loop {
            if let Some(value) = self.values.read().unwrap().get(&key) {
                return value.clone();
            }
            thread::yield_now();
        }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
