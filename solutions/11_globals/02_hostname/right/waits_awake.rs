//@ title: An atomic flag for the turn to ask, and others let the processor go until they have it

//! The name of this machine, in a global that is built when it is first needed.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// The name, when it is known.
static NAME: OnceLock<String> = OnceLock::new();

/// Is somebody asking?
static ASKING: AtomicBool = AtomicBool::new(false);

/// Says that nobody asks any more, whatever came of it.
struct Asking;

impl Drop for Asking {
    fn drop(&mut self) {
        // ORDERING: Release, for the Acquire of whoever asks next: if there is a name by now, it is
        // seen.
        ASKING.store(false, Ordering::Release);
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
    let _asking = loop {
        if let Some(name) = known_hostname() {
            return Ok(name);
        }
        // ORDERING: Acquire, for the Release in `drop`.
        if !ASKING.swap(true, Ordering::Acquire) {
            break Asking;
        }
        thread::yield_now();
    };
    // Somebody may have found it between the look and the turn.
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let name = ask()?;
    Ok(NAME.get_or_init(|| name))
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
