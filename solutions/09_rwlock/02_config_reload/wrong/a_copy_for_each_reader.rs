//@ title: A copy for each reader
//@ idea: "A snapshot is a copy."
//@ test: a_reader_copies_no_configuration
//@ kind: panic
//@ says: clone the `Arc`, not what is in it

use std::sync::{Arc, Mutex, PoisonError, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Whole, and up to date. And with each request, every string is copied.
pub struct Settings {
    current: RwLock<Config>,
    reloading: Mutex<()>,
}

impl Settings {
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(config),
            reloading: Mutex::new(()),
        }
    }

    pub fn current(&self) -> Arc<Config> {
        Arc::new(self.current.read().unwrap().clone())
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let _one_at_a_time = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let config = load()?;
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
