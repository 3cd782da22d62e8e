//@ title: A map of what was loaded, whose last entry counts

//! A configuration that many threads read, and that is replaced while they do.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

/// A configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of a machine.
    pub host: String,
    /// A port on that machine.
    pub port: u16,
}

/// The configuration in use.
pub struct Settings {
    /// What was loaded, by the number of the reload. Never empty; the last one counts.
    loaded: RwLock<BTreeMap<u64, Arc<Config>>>,
    next: AtomicU64,
}

impl Settings {
    /// Begins with this configuration.
    pub fn new(config: Config) -> Self {
        Settings {
            loaded: RwLock::new(BTreeMap::from([(0, Arc::new(config))])),
            next: AtomicU64::new(1),
        }
    }

    /// A snapshot: the configuration as it is now.
    pub fn current(&self) -> Arc<Config> {
        let loaded = self.loaded.read().unwrap();
        let (_, newest) = loaded.last_key_value().expect("there is always one");
        Arc::clone(newest)
    }

    /// Replaces the configuration by what `load` returns, or returns its error.
    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        // ORDERING: AcqRel pairs with itself in the other reloads. Who gets the higher number has
        // synchronized with who got the lower one, and loads nothing that is older than it was then.
        let number = self.next.fetch_add(1, Ordering::AcqRel);
        let config = Arc::new(load()?);
        let mut loaded = self.loaded.write().unwrap();
        loaded.insert(number, config);
        // Whatever is older than the newest one will never be current again.
        while loaded.len() > 1 {
            loaded.pop_first();
        }
        Ok(())
    }
}
