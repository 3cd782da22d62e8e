//@ title: A ticket, taken without an order
//@ idea: "A ticket is a number, and `fetch_add` gives each reload another one."
//@ test: an_old_configuration_does_not_replace_a_newer_one
//@ kind: panic
//@ says: put it in place afterwards

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub host: String,
    pub port: u16,
}

/// With a relaxed ticket, what a thread reads after it has taken a higher number may still be older:
/// nothing says that it sees what was done before the lower number was taken. (`AcqRel` does.)
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
        // ORDERING: this is the mistake.
        let ticket = self.tickets.fetch_add(1, Ordering::Relaxed);
        let config = Arc::new(load()?);
        let mut current = self.current.write().unwrap();
        if current.0 < ticket {
            *current = (ticket, config);
        }
        Ok(())
    }
}
