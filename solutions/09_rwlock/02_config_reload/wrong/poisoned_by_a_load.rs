//@ title: A load that panics is the last one
//@ idea: "`lock().unwrap()` is what one writes."
//@ test: a_load_that_panics_changes_nothing
//@ kind: panic
//@ says: Does an earlier panic poison it

use std::sync::{Arc, Mutex, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// One bad file, and there is never a reload again.
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
        let _one_at_a_time = self.reloading.lock().unwrap();
        let config = Arc::new(load()?);
        *self.current.write().unwrap() = config;
        Ok(())
    }
}
