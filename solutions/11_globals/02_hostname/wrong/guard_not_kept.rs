//@ title: let _ = lock()
//@ idea: "`_` and `_guard` are the same: I do not use it."
//@ test: two_callers_ask_once
//@ kind: panic
//@ says: how often `ask` was called, by both

use std::io;
use std::sync::{Mutex, OnceLock};

static NAME: OnceLock<String> = OnceLock::new();
static ASKING: Mutex<()> = Mutex::new(());

/// `_` keeps nothing: the guard is dropped at the end of the line. For a plain `let _ = lock` the
/// compiler knows it, and for this it does not.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = NAME.get() {
        return Ok(name);
    }
    let (_, known) = (ASKING.lock().unwrap(), NAME.get());
    if let Some(name) = known {
        return Ok(name);
    }
    let name = ask()?;
    Ok(NAME.get_or_init(|| name))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
