//@ title: The lock first, then the look
//@ idea: "To look and to ask must be one step, so I lock for both."
//@ test: who_finds_it_known_disturbs_nobody
//@ kind: assert
//@ says: Does every call take a lock

use std::io;
use std::sync::{Mutex, OnceLock};

static NAME: OnceLock<String> = OnceLock::new();
static ASKING: Mutex<()> = Mutex::new(());

/// Right for the first caller. All others need no lock any more, and take it all the same.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    let _asking = ASKING.lock().unwrap();
    if let Some(name) = NAME.get() {
        return Ok(name);
    }
    let name = ask()?;
    Ok(NAME.get_or_init(|| name))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
