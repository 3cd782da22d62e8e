//! The name of this machine, in a global that is built when it is first needed.

use std::io;
use std::sync::{Mutex, OnceLock};

/// The name, when it is known.
// Not a `LazyLock`: that would have to know how to ask when the program is compiled. And not a
// `Mutex<Option<String>>`: everybody would have to lock in order to read, for the whole life of the program.
static NAME: OnceLock<String> = OnceLock::new();

/// Held by the one who asks.
// It owns nothing: what it protects is the right to ask. The name has a place of its own, so that it
// can be read without this lock.
static ASKING: Mutex<()> = Mutex::new(());

/// The name of this machine. If it is not yet known, `ask` finds it out.
///
/// # Errors
/// That of `ask`. Nothing is kept then, and the next caller asks again.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    // Nearly all calls end here. `get` does not wait, and whoever gets the name sees all that was
    // done before it was set: `OnceLock` takes care of that.
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    // The guard has a name (`_asking`, and not `_`), so it lives until the function returns.
    let _asking = ASKING.lock().unwrap();
    // Look again: while this thread waited for the lock, another one may have found the name.
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    // On an error the function ends here. The guard is dropped, nothing was set, and the next in the
    // queue finds no name and asks. A closure of `get_or_init` could not do this: it has to return a name.
    let name = ask()?;
    // Only who holds the lock sets it, so it is never there already.
    Ok(NAME.get_or_init(|| name))
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
