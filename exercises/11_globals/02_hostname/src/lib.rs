//! The name of this machine, in a global that is built when it is first needed.
//!
//! Let one caller at a time ask, and keep only what was found. The statement is in README.md.

use std::io;
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
    // TODO: two threads can both come here and find nothing. What do they do next?
    if NAME.get().is_none() {
        let name = ask()?;
        NAME.set(name).expect("nobody has set it");
    }
    Ok(NAME.get().expect("it was there, or has just been set"))
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
