//@ title: Looks once, and waits
//@ idea: "I have looked, and I ask under the lock. So only one asks."
//@ test: two_callers_ask_once
//@ kind: panic
//@ says: how often `ask` was called, by both

use std::io;
use std::sync::{Mutex, OnceLock};

static NAME: OnceLock<String> = OnceLock::new();
static ASKING: Mutex<()> = Mutex::new(());

/// One at a time, but one after the other. What was seen before the lock is old when the lock is there.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = NAME.get() {
        return Ok(name);
    }
    let _asking = ASKING.lock().unwrap();
    let name = ask()?;
    Ok(NAME.get_or_init(|| name))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
