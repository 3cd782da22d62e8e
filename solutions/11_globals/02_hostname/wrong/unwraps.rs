//@ title: unwrap in get_or_init
//@ idea: "If it fails, the next one will try again: `OnceLock` is not poisoned."
//@ test: a_failure_is_told_and_not_kept
//@ test: who_waits_for_a_failure_asks_next
//@ kind: panic
//@ says: Or on an `ask` that failed

use std::io;
use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// True. But the caller asked for a `Result`, and gets a panic.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    Ok(NAME.get_or_init(|| ask().unwrap()))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
