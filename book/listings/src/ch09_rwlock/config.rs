//! A configuration that is replaced while it is read.

use std::sync::{Arc, RwLock};
use std::thread;

// ANCHOR: asked_twice
/// Where to connect to.
struct Config {
    host: &'static str,
    port: u16,
}

/// A request that asks for the host, and then for the port.
pub fn asked_twice() {
    let config = RwLock::new(Config {
        host: "old",
        port: 1,
    });
    thread::scope(|scope| {
        scope.spawn(|| {
            *config.write().unwrap() = Config {
                host: "new",
                port: 2,
            };
        });
        let host = config.read().unwrap().host;
        let port = config.read().unwrap().port;
        assert_eq!(host == "old", port == 1, "no such place: {host}:{port}");
    });
}
// ANCHOR_END: asked_twice

// ANCHOR: snapshot
/// The same request, with a snapshot.
pub fn one_snapshot() {
    let config = RwLock::new(Arc::new(Config {
        host: "old",
        port: 1,
    }));
    thread::scope(|scope| {
        scope.spawn(|| {
            let new = Arc::new(Config {
                host: "new",
                port: 2,
            });
            *config.write().unwrap() = new;
        });
        // The guard ends at the semicolon. The snapshot stays, and stays the
        // same.
        let config = Arc::clone(&config.read().unwrap());
        let (host, port) = (config.host, config.port);
        assert_eq!(host == "old", port == 1, "no such place: {host}:{port}");
    });
}
// ANCHOR_END: snapshot

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_questions_are_answered_at_two_moments() {
        let text = expect::fails(asked_twice, FailureKind::Panic);
        assert!(text.contains("no such place"), "{text}");
    }

    #[test]
    fn a_snapshot_is_one_moment() {
        expect::verified(one_snapshot);
    }
}
