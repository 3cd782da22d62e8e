//@ title: An atomic pointer to a leaked name, and a lock for those who ask

//! The name of this machine, in a global that is built when it is first needed.

use std::io;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};

/// Where the name is; null while it is not known. It never changes again, and the name is never
/// freed.
static NAME: AtomicPtr<String> = AtomicPtr::new(ptr::null_mut());

/// Whose turn it is to ask.
static TURN: Mutex<()> = Mutex::new(());

/// The name of this machine. If it is not yet known, `ask` finds it out.
///
/// # Errors
/// That of `ask`. Nothing is kept then, and the next caller asks again.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let _turn = TURN.lock().unwrap();
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let name = Box::leak(Box::new(ask()?));
    // ORDERING: Release, for the Acquire in `known_hostname`: who sees the pointer sees the name,
    // and what `ask` has done.
    NAME.store(name, Ordering::Release);
    Ok(known_hostname().expect("it has just been stored"))
}

/// The name, if it is known. Never waits.
pub fn known_hostname() -> Option<&'static str> {
    // ORDERING: Acquire, for the Release in `hostname`.
    let name = NAME.load(Ordering::Acquire);
    // SAFETY: it is null, or was leaked in `hostname`, and nobody changes the name any more.
    unsafe { name.as_ref() }.map(String::as_str)
}
