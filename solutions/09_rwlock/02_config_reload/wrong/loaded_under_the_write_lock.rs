//@ title: Loaded under the write lock
//@ idea: "A reload changes something, so it takes the write lock first."
//@ test: readers_go_on_while_a_new_one_is_loaded
//@ kind: deadlock
//@ says: with the lock held that `current` takes

use std::sync::{Arc, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Right, and every request stands still until the file is read.
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
        let mut current = self.current.write().unwrap();
        *current = Arc::new(load()?);
        Ok(())
    }
}
