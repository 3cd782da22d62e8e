//@ title: Everybody locks
//@ idea: "With a mutex around it I cannot be wrong."
//@ test: who_only_looks_does_not_wait
//@ kind: deadlock
//@ says: does it take a lock that is held while `ask` runs

use std::io;
use std::sync::Mutex;

static NAME: Mutex<Option<&'static str>> = Mutex::new(None);

/// Right, and everybody waits: for each other, and for whoever asks.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    let mut known = NAME.lock().unwrap();
    if let Some(name) = *known {
        return Ok(name);
    }
    let name = ask()?.leak();
    *known = Some(name);
    Ok(name)
}

pub fn known_hostname() -> Option<&'static str> {
    *NAME.lock().unwrap()
}
