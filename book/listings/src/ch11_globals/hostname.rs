//! A global that is built when it is first needed: twice, or once.

// ANCHOR: program
use std::sync::OnceLock;
use std::thread;

/// The name of this machine, once it is known.
static NAME: OnceLock<String> = OnceLock::new();

fn hostname() -> &'static str {
    if NAME.get().is_none() {
        NAME.set(ask()).expect("nobody has set it yet");
    }
    NAME.get().expect("it is set")
}

/// Two threads need the name.
pub fn both_come_first() {
    let other = thread::spawn(hostname);
    hostname();
    other.join().unwrap();
}
// ANCHOR_END: program

/// Asks.
fn ask() -> String {
    "mars".to_owned()
}

/// The same, with an `ask` that counts how often it is called.
mod counted {
    use super::NAME;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    use std::thread;

    static ASKED: AtomicU32 = AtomicU32::new(0);

    fn ask() -> String {
        ASKED.fetch_add(1, Relaxed);
        super::ask()
    }

    // ANCHOR: once
    fn hostname_asked_once() -> &'static str {
        NAME.get_or_init(ask)
    }
    // ANCHOR_END: once

    // ANCHOR: asks_first
    fn hostname_asked_first() -> &'static str {
        let name = ask();
        NAME.get_or_init(|| name)
    }
    // ANCHOR_END: asks_first

    /// How often two threads ask that use this function.
    fn times_asked(hostname: fn() -> &'static str) -> u32 {
        let other = thread::spawn(hostname);
        hostname();
        other.join().unwrap();
        ASKED.load(Relaxed)
    }

    /// `get_or_init(ask)`.
    pub fn asked_in_get_or_init() -> u32 {
        times_asked(hostname_asked_once)
    }

    /// Asked before `get_or_init`.
    pub fn asked_before_get_or_init() -> u32 {
        times_asked(hostname_asked_first)
    }
}

pub use counted::{asked_before_get_or_init, asked_in_get_or_init};

// ANCHOR: argument
/// The name, with what this caller was told to put after it.
fn qualified(domain: &str) -> &'static str {
    NAME.get_or_init(|| format!("{}.{domain}", ask()))
}
// ANCHOR_END: argument

/// Two threads with two domains.
pub fn two_domains() -> (&'static str, &'static str) {
    let other = thread::spawn(|| qualified("org"));
    let mine = qualified("net");
    (mine, other.join().unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn look_then_set_sets_twice() {
        let text = expect::fails(both_come_first, FailureKind::Panic);
        assert!(text.contains("nobody has set it yet"), "{text}");
    }

    #[test]
    fn get_or_init_asks_once() {
        assert_eq!(interleave::outcomes(asked_in_get_or_init), [1].into());
        assert_eq!(interleave::outcomes(asked_before_get_or_init), [2].into());
    }

    #[test]
    fn the_first_argument_is_kept() {
        assert_eq!(
            interleave::outcomes(two_domains),
            [("mars.net", "mars.net"), ("mars.org", "mars.org")].into()
        );
    }
}
