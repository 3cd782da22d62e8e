//! A configuration that many threads read, and that is replaced while they do.
//!
//! Nobody waits for the loading, and nobody sees half of a change. The statement is in README.md.

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
    // TODO: what does a reader have to copy?
    current: RwLock<Config>,
}

impl Settings {
    /// Begins with this configuration.
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(config),
        }
    }

    /// A snapshot: the configuration as it is now.
    pub fn current(&self) -> Arc<Config> {
        Arc::new(self.current.read().unwrap().clone())
    }

    /// Replaces the configuration by what `load` returns, or returns its error.
    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        // TODO: who waits while `load` runs?
        let mut current = self.current.write().unwrap();
        *current = load()?;
        Ok(())
    }
}
