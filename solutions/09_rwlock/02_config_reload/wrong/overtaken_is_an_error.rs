//@ title: Overtaken is an error
//@ idea: "What I loaded is not in place, so the reload has failed."
//@ test: an_old_configuration_does_not_replace_a_newer_one
//@ kind: panic
//@ says: that is no error

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// Whoever asked for the reload has a configuration that is newer than what it asked for.
pub struct Settings {
    current: RwLock<(u64, Arc<Config>)>,
    tickets: AtomicU64,
}

impl Settings {
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new((0, Arc::new(config))),
            tickets: AtomicU64::new(1),
        }
    }

    pub fn current(&self) -> Arc<Config> {
        Arc::clone(&self.current.read().unwrap().1)
    }

    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        // ORDERING: whoever has a higher number also sees what was done before a lower one was taken.
        let ticket = self.tickets.fetch_add(1, Ordering::AcqRel);
        let config = Arc::new(load()?);
        let mut current = self.current.write().unwrap();
        if current.0 > ticket {
            return Err("overtaken".to_string());
        }
        *current = (ticket, config);
        Ok(())
    }
}
