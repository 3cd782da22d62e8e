//@ title: A lock for each part
//@ idea: "Each part has its own lock, so each is safe."
//@ test: a_configuration_is_seen_whole
//@ kind: panic
//@ says: torn

use std::sync::{Arc, Mutex, PoisonError, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Between the two assignments, a reader gets the new host with the old port.
pub struct Settings {
    host: RwLock<String>,
    port: RwLock<u16>,
    reloading: Mutex<()>,
}

impl Settings {
    pub fn new(config: Config) -> Self {
        Settings {
            host: RwLock::new(config.host),
            port: RwLock::new(config.port),
            reloading: Mutex::new(()),
        }
    }

    pub fn current(&self) -> Arc<Config> {
        Arc::new(Config {
            host: self.host.read().unwrap().clone(),
            port: *self.port.read().unwrap(),
        })
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let _one_at_a_time = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let config = load()?;
        *self.host.write().unwrap() = config.host;
        *self.port.write().unwrap() = config.port;
        Ok(())
    }
}
