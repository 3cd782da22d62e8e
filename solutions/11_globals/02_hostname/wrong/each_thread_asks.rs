//@ title: A thread-local is taken for a global
//@ idea: "`thread_local!` with a `OnceCell` is built once, and needs no lock."
//@ test: two_callers_ask_once
//@ kind: panic
//@ says: how often `ask` was called, by both

use std::cell::OnceCell;
use std::io;

thread_local! {
    static NAME: OnceCell<&'static str> = const { OnceCell::new() };
}

/// Once for each thread, and each thread may find another name.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let name = ask()?.leak();
    Ok(NAME.with(|known| *known.get_or_init(|| name)))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.with(|known| known.get().copied())
}
