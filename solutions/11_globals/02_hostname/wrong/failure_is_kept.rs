//@ title: The failure is kept, too
//@ idea: "What was asked once has been answered."
//@ test: a_failure_is_told_and_not_kept
//@ test: who_waits_for_a_failure_asks_next
//@ kind: panic
//@ says: A failure is not to be kept

use std::io;
use std::sync::OnceLock;

static NAME: OnceLock<Result<String, io::ErrorKind>> = OnceLock::new();

/// One time-out when the program starts, and it has no name for the rest of its life.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    match NAME.get_or_init(|| ask().map_err(|error| error.kind())) {
        Ok(name) => Ok(name),
        Err(kind) => Err((*kind).into()),
    }
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get()?.as_deref().ok()
}
