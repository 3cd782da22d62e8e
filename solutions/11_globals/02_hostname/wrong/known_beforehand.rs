//@ title: Built without the argument
//@ idea: "A lazily built global is a `LazyLock`."
//@ test: it_is_asked_for_when_it_is_first_needed
//@ test: a_failure_is_told_and_not_kept
//@ kind: panic
//@ says: the name, before anybody has asked

use std::io;
use std::sync::LazyLock;

static NAME: LazyLock<String> = LazyLock::new(|| "localhost".to_owned());

/// A `LazyLock` cannot use what a caller brings along. So nobody is asked.
pub fn hostname<F>(_ask: F) -> io::Result<&'static str>
where
    F: FnOnce() -> io::Result<String>,
{
    Ok(&NAME)
}

pub fn known_hostname() -> Option<&'static str> {
    Some(&NAME)
}
