//@ title: The old one is put away first
//@ idea: "First I clear the old configuration, then I load the new one."
//@ test: a_load_that_fails_changes_nothing
//@ kind: panic
//@ says: nothing was loaded

use std::sync::{Arc, Mutex, PoisonError, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// While the new one is loaded there is none, and if that fails, there is none afterwards.
pub struct Settings {
    current: RwLock<Arc<Config>>,
    reloading: Mutex<()>,
}

impl Settings {
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(Arc::new(config)),
            reloading: Mutex::new(()),
        }
    }

    pub fn current(&self) -> Arc<Config> {
        Arc::clone(&self.current.read().unwrap())
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let _one_at_a_time = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let nothing = Config {
            host: String::new(),
            port: 0,
        };
        *self.current.write().unwrap() = Arc::new(nothing);
        let config = Arc::new(load()?);
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
