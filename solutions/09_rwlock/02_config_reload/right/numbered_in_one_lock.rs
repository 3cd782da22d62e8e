//@ title: A reload has a number, and the older one is dropped

//! A configuration that many threads read, and that is replaced while they do.

use std::sync::{Arc, Mutex};

/// A configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of a machine.
    pub host: String,
    /// A port on that machine.
    pub port: u16,
}

/// The configuration in use.
pub struct Settings {
    state: Mutex<State>,
}

struct State {
    current: Arc<Config>,
    /// The number of the reload that `current` comes from.
    number: u64,
    /// How many reloads have begun.
    begun: u64,
}

impl Settings {
    /// Begins with this configuration.
    pub fn new(config: Config) -> Self {
        Settings {
            state: Mutex::new(State {
                current: Arc::new(config),
                number: 0,
                begun: 0,
            }),
        }
    }

    /// Does `work` under the lock. No load is ever done here, so nobody waits for one.
    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        work(&mut self.state.lock().unwrap())
    }

    /// A snapshot: the configuration as it is now.
    pub fn current(&self) -> Arc<Config> {
        self.with(|state| state.current.clone())
    }

    /// Replaces the configuration by what `load` returns, or returns its error.
    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let number = self.with(|state| {
            state.begun += 1;
            state.begun
        });
        load().map(Arc::new).map(|loaded| {
            // What was replaced is handed out, so that it is dropped when the lock is free.
            let _replaced = self.with(|state| {
                if state.number > number {
                    return loaded;
                }
                state.number = number;
                std::mem::replace(&mut state.current, loaded)
            });
        })
    }
}
