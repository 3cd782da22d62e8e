//@ title: Loaded at the same time, and put in place in turn

//! A configuration that many threads read, and that is replaced while they do.

use std::sync::{Arc, Condvar, Mutex, RwLock};

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
    current: RwLock<Arc<Config>>,
    turns: Mutex<Turns>,
    next: Condvar,
}

#[derive(Default)]
struct Turns {
    begun: u64,
    ended: u64,
}

/// A turn that is waited for when it is dropped: also after an error, and after a panic.
struct Turn<'a> {
    settings: &'a Settings,
    number: u64,
    loaded: Option<Arc<Config>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let turns = self.settings.turns.lock().unwrap();
        let mut turns = self
            .settings
            .next
            .wait_while(turns, |it| it.ended < self.number)
            .unwrap();
        if let Some(loaded) = self.loaded.take() {
            *self.settings.current.write().unwrap() = loaded;
        }
        turns.ended += 1;
        self.settings.next.notify_all();
    }
}

impl Settings {
    /// Begins with this configuration.
    pub fn new(config: Config) -> Self {
        Settings {
            current: RwLock::new(Arc::new(config)),
            turns: Mutex::default(),
            next: Condvar::new(),
        }
    }

    /// A snapshot: the configuration as it is now.
    pub fn current(&self) -> Arc<Config> {
        self.current.read().unwrap().clone()
    }

    fn turn(&self) -> Turn<'_> {
        let mut turns = self.turns.lock().unwrap();
        let number = turns.begun;
        turns.begun += 1;
        Turn {
            settings: self,
            number,
            loaded: None,
        }
    }

    /// Replaces the configuration by what `load` returns, or returns its error.
    pub fn reload(&self, load: impl FnOnce() -> Result<Config, String>) -> Result<(), String> {
        let mut turn = self.turn();
        turn.loaded = Some(Arc::new(load()?));
        Ok(())
    }
}
