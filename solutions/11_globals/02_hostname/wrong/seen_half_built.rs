//@ title: A flag that orders nothing
//@ idea: "The name is written before the flag is set. Who sees the flag sees the name."
//@ test: who_gets_the_name_sees_what_asking_did
//@ kind: data_race
//@ says: somebody may get a half-built name

use std::cell::UnsafeCell;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

struct Place(UnsafeCell<String>);

// SAFETY: that nobody reads while the name is written is up to `KNOWN`.
unsafe impl Sync for Place {}

static NAME: Place = Place(UnsafeCell::new(String::new()));
static KNOWN: AtomicBool = AtomicBool::new(false);
static ASKING: Mutex<()> = Mutex::new(());

/// With Relaxed the flag may be seen before what was written before it. x86 happens to keep the order.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let _asking = ASKING.lock().unwrap();
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let name = ask()?;
    // SAFETY: this thread has the lock, and nobody reads before `KNOWN` is set.
    unsafe { *NAME.0.get() = name };
    KNOWN.store(true, Relaxed);
    Ok(known_hostname().expect("it is known now"))
}

pub fn known_hostname() -> Option<&'static str> {
    if KNOWN.load(Relaxed) {
        // SAFETY: `KNOWN` was seen, and the name is not written again.
        Some(unsafe { &*NAME.0.get() })
    } else {
        None
    }
}
