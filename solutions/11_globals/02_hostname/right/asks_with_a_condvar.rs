//@ title: A flag says that somebody asks, and no lock is held meanwhile

//! The name of this machine, in a global that is built when it is first needed.

use std::io;
use std::sync::{Condvar, Mutex, OnceLock};

/// The name, when it is known.
static NAME: OnceLock<String> = OnceLock::new();

/// Is somebody asking?
static ASKING: Mutex<bool> = Mutex::new(false);

/// Somebody has asked, and knows or has failed.
static ANSWERED: Condvar = Condvar::new();

/// The right to ask. There is one at a time, and dropping it gives it to the next.
struct Turn;

impl Turn {
    /// Waits until nobody else asks.
    fn wait() -> Self {
        let asking = ASKING.lock().unwrap();
        *ANSWERED.wait_while(asking, |asking| *asking).unwrap() = true;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *ASKING.lock().unwrap() = false;
        // One of those who wait can ask now. If it finds the name known, it wakes the next.
        ANSWERED.notify_one();
    }
}

/// The name of this machine. If it is not yet known, `ask` finds it out.
///
/// # Errors
/// That of `ask`. Nothing is kept then, and the next caller asks again.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let _turn = Turn::wait();
    match known_hostname() {
        // Whoever had the turn before has found it.
        Some(name) => Ok(name),
        None => ask().map(|name| NAME.get_or_init(|| name).as_str()),
    }
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
