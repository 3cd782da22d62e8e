//@ title: Cleared before the lock is taken
//@ idea: "After `clear_poison`, `lock` cannot fail."
//@ test: a_load_that_panics_stops_no_other_reload
//@ kind: panic
//@ says: Does an earlier panic poison it

use std::sync::{Arc, Mutex, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Whoever waits for the lock while the other load panics has cleared it too early.
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
        self.reloading.clear_poison();
        let _one_at_a_time = self.reloading.lock().unwrap();
        let config = Arc::new(load()?);
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
