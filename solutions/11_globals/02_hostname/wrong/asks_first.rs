//@ title: Ask, and let get_or_init decide
//@ idea: "`get_or_init` makes sure that it happens once."
//@ test: two_callers_ask_once
//@ kind: panic
//@ says: how often `ask` was called, by both

use std::io;
use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// What happens once is the storing. Both have asked by then.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = NAME.get() {
        return Ok(name);
    }
    let name = ask()?;
    Ok(NAME.get_or_init(|| name))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
