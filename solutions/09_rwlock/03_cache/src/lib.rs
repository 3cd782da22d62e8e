//! A cache that many threads use.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock, RwLock};

/// Values by key, each computed when it is first asked for.
pub struct Cache<K, V> {
    // Two things to wait for, and so two kinds of lock. The `RwLock` guards the map: which keys are
    // there? It is held for a moment only. The `OnceLock` guards one value: is it computed? Whoever
    // waits for it keeps nobody else waiting, since the cell is reached through an `Arc` of its own
    // and not through the map.
    cells: RwLock<HashMap<K, Arc<OnceLock<V>>>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// An empty cache.
    pub fn new() -> Self {
        Cache {
            cells: RwLock::new(HashMap::new()),
        }
    }

    /// The value of this key. If nobody has asked for it yet, `compute` makes it.
    pub fn get_or_compute(&self, key: K, compute: impl FnOnce() -> V) -> V {
        // `get_or_init` has one thread compute, and has the others wait. No lock on the map is held
        // here, so computing takes as long as it likes.
        self.cell(key).get_or_init(compute).clone()
    }

    /// The cell of this key, which may be empty.
    fn cell(&self, key: K) -> Arc<OnceLock<V>> {
        // A statement of its own: in the head of an `if let`, the read guard would still be there
        // in the body.
        let known = self.cells.read().unwrap().get(&key).map(Arc::clone);
        if let Some(cell) = known {
            return cell;
        }
        // Between the two locks, somebody else may have made the cell. `entry` looks again, under
        // the write lock: for each key there is one cell, and so one computation.
        Arc::clone(self.cells.write().unwrap().entry(key).or_default())
    }
}

impl<K: Eq + Hash, V: Clone> Default for Cache<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
