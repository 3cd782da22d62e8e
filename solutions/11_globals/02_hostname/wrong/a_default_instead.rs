//@ title: A default instead of an error
//@ idea: "If it cannot be found, `localhost` will do."
//@ test: a_failure_is_told_and_not_kept
//@ test: who_waits_for_a_failure_asks_next
//@ kind: panic
//@ says: `ask` has failed; what `hostname` returned

use std::io;
use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// The log says `localhost` for ever, and nobody knows why.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    Ok(NAME.get_or_init(|| ask().unwrap_or_else(|_| "localhost".to_owned())))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
