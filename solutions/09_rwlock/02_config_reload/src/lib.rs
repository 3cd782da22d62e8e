//! A configuration that many threads read, and that is replaced while they do.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

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
    // The lock answers one question: which configuration is the current one? It is held for as long
    // as it takes to clone or to replace a pointer. (For so short a time a `Mutex` is as good.)
    current: RwLock<Arc<Config>>,
    // Held by whoever reloads, from before the loading until after the replacing. So what was loaded
    // later is put in place later. Readers never touch it.
    reloading: Mutex<()>,
}

impl Settings {
    /// Begins with this configuration.
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(Arc::new(config)),
            reloading: Mutex::new(()),
        }
    }

    /// A snapshot: the configuration as it is now.
    pub fn current(&self) -> Arc<Config> {
        // The guard ends with this line, and the snapshot lives on. A writer never waits for a
        // reader who reads for a long time.
        Arc::clone(&self.current.read().unwrap())
    }

    /// Replaces the configuration by what `load` returns, or returns its error.
    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        // A `load` that panics poisons this lock. There is nothing behind it that could be half
        // changed, so the poison says nothing here.
        let _one_at_a_time = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // Everything that can fail or take long is done before the write lock is taken: `?` leaves
        // with the old configuration in place, and so does a panic.
        let config = Arc::new(load()?);
        // One assignment. The old `Arc` is dropped here, or by its last reader.
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
