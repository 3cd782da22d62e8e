//@ title: The flag is set before the name is there
//@ idea: "`swap` tells me who comes first, so only one asks."
//@ test: two_callers_ask_once
//@ test: who_gets_the_name_sees_what_asking_did
//@ test: a_failure_is_told_and_not_kept
//@ kind: panic
//@ says: half built

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

static NAME: OnceLock<String> = OnceLock::new();
static ASKED: AtomicBool = AtomicBool::new(false);

/// It does. But the flag says "somebody has begun", and the others read it as "it is there".
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if !ASKED.swap(true, SeqCst) {
        let name = ask()?;
        NAME.set(name).expect("only the first asks");
    }
    Ok(NAME.get().expect("somebody has asked"))
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
