//! `LazyLock`.
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use super::mutex::last_loc;
use super::once::{Core, Entry};
use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Loc};

/// As std's [`LazyLock`](std::sync::LazyLock).
pub struct LazyLock<T, F = fn() -> T> {
    core: Core,
    real: std::sync::LazyLock<T, F>,
}

// SAFETY: `core.head` is in a field, and a fresh `LazyLock` holds a function that has not run.
unsafe impl<T, F> Object for LazyLock<T, F> {
    const KIND: &'static str = "LazyLock";
    // A static one derefs to a `&'static T`.
    const LENDS: bool = true;
    fn head(&self) -> &Head {
        &self.core.head
    }
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// As std's.
    #[inline]
    pub const fn new(f: F) -> Self {
        LazyLock {
            core: Core::new(),
            real: std::sync::LazyLock::new(f),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.force_at("force()", Location::caller())
    }

    #[track_caller]
    fn force_at(&self, name: &'static str, loc: Loc) -> &T {
        match world(self, loc) {
            World::Native => std::sync::LazyLock::force(&self.real),
            World::Model(this, touch) => {
                let complete = std::sync::LazyLock::get(&this.real).is_some();
                match this.core.enter(touch, complete, false, name, loc) {
                    Entry::Run(running) => {
                        let value = std::sync::LazyLock::force(&this.real);
                        running.complete();
                        value
                    }
                    Entry::Complete => match std::sync::LazyLock::get(&this.real) {
                        Some(value) => value,
                        None => rt::misuse(
                            "this LazyLock is initialized by a thread that does not belong to the check: \
                             start every thread inside the checked closure, with std::thread"
                                .into(),
                            loc,
                        ),
                    },
                    Entry::Poisoned => panic!("LazyLock instance has previously been poisoned"),
                }
            }
            World::Teardown(this) => {
                this.core.abandon_if_running();
                match std::sync::LazyLock::get(&this.real) {
                    Some(value) => value,
                    // To initialize it now is not worth the danger that it is poisoned, and panics.
                    None => rt::abandon(),
                }
            }
        }
    }

    /// As std's.
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        this.core.renew();
        std::sync::LazyLock::force_mut(&mut this.real)
    }
}

impl<T, F> LazyLock<T, F> {
    /// As std's.
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> {
        std::sync::LazyLock::get_mut(&mut this.real)
    }

    /// As std's.
    #[track_caller]
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        this.get_at(Location::caller())
    }

    fn get_at(&self, loc: Loc) -> Option<&T> {
        match world(self, loc) {
            World::Native => std::sync::LazyLock::get(&self.real),
            World::Model(this, touch) => {
                let complete = std::sync::LazyLock::get(&this.real).is_some();
                if this.core.get(touch, complete, "get()", loc) {
                    std::sync::LazyLock::get(&this.real)
                } else {
                    None
                }
            }
            World::Teardown(this) => std::sync::LazyLock::get(&this.real),
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    #[track_caller]
    fn deref(&self) -> &T {
        self.force_at("deref", Location::caller())
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> Self {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("LazyLock");
        match self.get_at(last_loc()) {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}
