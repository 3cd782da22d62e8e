//@ title: One of those who wait is told
//@ idea: "`notify_one` wakes whoever waits."
//@ test: nobody_is_left_waiting
//@ kind: deadlock
//@ says: is everybody told

use std::io;
use std::sync::{Condvar, Mutex, OnceLock};

static NAME: OnceLock<String> = OnceLock::new();

static ASKING: Mutex<bool> = Mutex::new(false);

static ANSWERED: Condvar = Condvar::new();

/// After a failure, one can ask, and that is enough. But a name is news for all who wait, and
/// whoever finds it goes away and tells nobody.
pub fn hostname<F>(ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    let asking = ASKING.lock().unwrap();
    let mut asking = ANSWERED
        .wait_while(asking, |asking| *asking && NAME.get().is_none())
        .unwrap();
    if let Some(name) = known_hostname() {
        return Ok(name);
    }
    *asking = true;
    drop(asking);
    let answer = ask().map(|name| NAME.get_or_init(|| name).as_str());
    *ASKING.lock().unwrap() = false;
    ANSWERED.notify_one();
    answer
}

pub fn known_hostname() -> Option<&'static str> {
    NAME.get().map(String::as_str)
}
