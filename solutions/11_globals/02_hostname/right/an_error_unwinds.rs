//@ title: `get_or_init` alone: an error leaves it as a panic, and is caught outside

//! The name of this machine, in a global that is built when it is first needed.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;

/// The name, when it is known.
static NAME: OnceLock<String> = OnceLock::new();

/// The name of this machine. If it is not yet known, `ask` finds it out.
///
/// # Errors
/// That of `ask`. Nothing is kept then, and the next caller asks again.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    // A `OnceLock` whose `build` panics stays empty, and the next caller builds it. That is what
    // should happen after an error. `resume_unwind` unwinds and prints no message.
    let found = panic::catch_unwind(AssertUnwindSafe(|| {
        NAME.get_or_init(|| ask().unwrap_or_else(|error| panic::resume_unwind(Box::new(error))))
    }));
    match found {
        Ok(name) => Ok(name),
        // Is it our error, or did `ask` itself panic? Then its panic goes on.
        Err(payload) => match payload.downcast::<io::Error>() {
            Ok(error) => Err(*error),
            Err(panic) => panic::resume_unwind(panic),
        },
    }
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
