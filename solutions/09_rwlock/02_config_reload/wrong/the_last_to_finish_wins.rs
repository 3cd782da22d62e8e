//@ title: The last to finish wins
//@ idea: "Each reload puts in place what it has loaded, and the last one stays."
//@ test: an_old_configuration_does_not_replace_a_newer_one
//@ kind: panic
//@ says: put it in place afterwards

use std::sync::{Arc, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Right on most runs. But the last to finish need not be the last that looked at the file.
pub struct Settings {
    current: RwLock<Arc<Config>>,
}

impl Settings {
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(Arc::new(config)),
        }
    }

    pub fn current(&self) -> Arc<Config> {
        Arc::clone(&self.current.read().unwrap())
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let config = Arc::new(load()?);
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
