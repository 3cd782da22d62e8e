//@ title: The lock for reloading is everybody's
//@ idea: "The pointer is changed under the lock, and read under the lock."
//@ test: readers_go_on_while_a_new_one_is_loaded
//@ kind: deadlock
//@ says: with the lock held that `current` takes

use std::sync::{Arc, Mutex, PoisonError, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// A second lock does not help those who have to take it, too.
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
        let _nobody_reloads = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&self.current.read().unwrap())
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let _one_at_a_time = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let config = Arc::new(load()?);
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
