//! What `Settings` must do, in every execution.

use crate::subject::{Config, Settings};
use std as interleave;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits but `join` and your locks. Does a thread ask for a lock that \
         it holds already?",
    )
}

/// A configuration whose parts belong together: `version` and its port.
fn config(version: u16) -> Config {
    Config {
        host: format!("host {version}"),
        port: version,
    }
}

/// A reload that goes well, or says what it probably means.
fn reload(settings: &Settings, version: u16) {
    let told = panic::catch_unwind(AssertUnwindSafe(|| settings.reload(|| Ok(config(version)))))
        .unwrap_or_else(|_| {
            panic!("`reload` panicked, and its `load` did not. Does an earlier panic poison it?")
        });
    assert_eq!(told, Ok(()), "what `reload` returned; `load` went well");
}

/// The current configuration, or says what it probably means.
fn current(settings: &Settings) -> Arc<Config> {
    panic::catch_unwind(AssertUnwindSafe(|| settings.current()))
        .unwrap_or_else(|_| panic!("`current` panicked. Did `load` panic while the lock was held?"))
}

#[test]
fn a_reload_replaces_the_configuration() {
    explorer().check(|| {
        let settings = Settings::new(config(1));
        assert_eq!(*current(&settings), config(1), "the first configuration");
        reload(&settings, 2);
        assert_eq!(*current(&settings), config(2), "after a reload");
        reload(&settings, 1);
        assert_eq!(*current(&settings), config(1), "after a second reload");
    });
}

#[test]
fn a_snapshot_does_not_change() {
    explorer().check(|| {
        let settings = Settings::new(config(1));
        let before = current(&settings);
        reload(&settings, 2);
        assert_eq!(*before, config(1), "a snapshot from before the reload");
        assert_eq!(*current(&settings), config(2), "one from after it");
    });
}

#[test]
fn a_reader_copies_no_configuration() {
    explorer().check(|| {
        let settings = Settings::new(config(1));
        for version in [1, 2] {
            assert!(
                Arc::ptr_eq(&current(&settings), &current(&settings)),
                "two readers asked for configuration {version}, and each got a copy of its own: \
                 clone the `Arc`, not what is in it"
            );
            reload(&settings, 2);
        }
    });
}

#[test]
fn a_load_that_fails_changes_nothing() {
    explorer().check(|| {
        let settings = Settings::new(config(1));
        let told = settings.reload(|| Err("no such file".to_string()));
        assert_eq!(
            told,
            Err("no such file".to_string()),
            "what `reload` returned: the error of its `load`"
        );
        assert_eq!(
            *current(&settings),
            config(1),
            "nothing was loaded, so nothing changes"
        );
        reload(&settings, 2);
        assert_eq!(*current(&settings), config(2), "the next one went well");
    });
}

#[test]
fn a_load_that_panics_changes_nothing() {
    explorer().check(|| {
        let settings = Settings::new(config(1));
        let told = panic::catch_unwind(AssertUnwindSafe(|| {
            let _never = settings.reload(|| panic!("not a number"));
        }));
        assert!(told.is_err(), "`load` panicked, and `reload` returned");
        assert_eq!(
            *current(&settings),
            config(1),
            "nothing was loaded, so nothing changes"
        );
        reload(&settings, 2);
        assert_eq!(*current(&settings), config(2), "the next one went well");
    });
}

#[test]
fn a_load_that_panics_stops_no_other_reload() {
    explorer().check(|| {
        let settings = Arc::new(Settings::new(config(1)));
        let other = {
            let settings = Arc::clone(&settings);
            thread::spawn(move || {
                let _never = settings.reload(|| panic!("not a number"));
            })
        };
        reload(&settings, 2);
        assert_eq!(
            *current(&settings),
            config(2),
            "what was loaded, while the `load` of another reload panicked"
        );
        assert!(
            other.join().is_err(),
            "`load` panicked, and `reload` returned"
        );
        assert_eq!(*current(&settings), config(2), "after both reloads");
    });
}

#[test]
fn a_configuration_is_seen_whole() {
    explorer().check(|| {
        let settings = Arc::new(Settings::new(config(1)));
        let other = {
            let settings = Arc::clone(&settings);
            thread::spawn(move || settings.reload(|| Ok(config(2))))
        };
        let seen = current(&settings);
        assert_eq!(
            *seen,
            config(seen.port),
            "torn: a reader got parts of two configurations"
        );
        assert_eq!(other.join().unwrap(), Ok(()), "what `reload` returned");
        assert_eq!(*current(&settings), config(2), "after the reload");
    });
}

#[test]
fn readers_go_on_while_a_new_one_is_loaded() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test `load` is done only when a reader has had the configuration so far. \
             The reader waits for `load`: is it called with the lock held that `current` takes?",
        )
        .check(|| {
            let settings = Arc::new(Settings::new(config(1)));
            let loading = Arc::new(Barrier::new(2));
            let read = Arc::new(Barrier::new(2));
            let other = {
                let settings = Arc::clone(&settings);
                let (loading, read) = (Arc::clone(&loading), Arc::clone(&read));
                thread::spawn(move || {
                    settings.reload(|| {
                        loading.wait();
                        read.wait();
                        Ok(config(2))
                    })
                })
            };
            loading.wait();
            let seen = current(&settings);
            read.wait();
            assert_eq!(
                *seen,
                config(1),
                "what a reader got while configuration 2 was being loaded"
            );
            assert_eq!(other.join().unwrap(), Ok(()), "what `reload` returned");
            assert_eq!(*current(&settings), config(2), "after the reload");
        });
}

#[test]
fn an_old_configuration_does_not_replace_a_newer_one() {
    explorer().check(|| {
        let settings = Arc::new(Settings::new(config(0)));
        // The file holds version 1, until somebody edits it.
        let file = Arc::new(AtomicU16::new(1));
        let load = {
            let file = Arc::clone(&file);
            move || Ok(config(file.load(Ordering::SeqCst)))
        };
        let other = {
            let (settings, load) = (Arc::clone(&settings), load.clone());
            thread::spawn(move || settings.reload(load))
        };
        file.store(2, Ordering::SeqCst);
        let mine = settings.reload(load);
        let seen = current(&settings).port;
        assert_eq!(
            (mine, other.join().unwrap()),
            (Ok(()), Ok(())),
            "what each of two reloads returned; the `load` of both went well. If one was dropped, \
             because a newer configuration was in place, that is no error"
        );
        assert_eq!(
            (seen, current(&settings).port),
            (2, 2),
            "the file was changed to version 2, and then loaded, while another reload was under \
             way. (Left: the version after the reload, and after both.) A reload that had read \
             version 1 before put it in place afterwards"
        );
    });
}
