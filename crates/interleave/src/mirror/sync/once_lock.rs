//! `OnceLock`.
use std::fmt;
use std::panic::Location;

use super::mutex::last_loc;
use super::once::{Core, Entry};
use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Loc};

/// As std's [`OnceLock`](std::sync::OnceLock).
pub struct OnceLock<T> {
    core: Core,
    real: std::sync::OnceLock<T>,
}

// SAFETY: `core.head` is in a field, and a fresh `OnceLock` is empty.
unsafe impl<T> Object for OnceLock<T> {
    const KIND: &'static str = "OnceLock";
    // `get` on a static gives a `&'static T`.
    const LENDS: bool = true;
    fn head(&self) -> &Head {
        &self.core.head
    }
}

impl<T> OnceLock<T> {
    /// As std's.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        OnceLock {
            core: Core::new(),
            real: std::sync::OnceLock::new(),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.get_at(Location::caller())
    }

    fn get_at(&self, loc: Loc) -> Option<&T> {
        match world(self, loc) {
            World::Native => self.real.get(),
            World::Model(this, touch) => {
                let value = this.real.get();
                if this.core.get(touch, value.is_some(), "get()", loc) {
                    this.real.get()
                } else {
                    None
                }
            }
            World::Teardown(this) => this.real.get(),
        }
    }

    /// As std's.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.real.get_mut()
    }

    /// As std's.
    #[track_caller]
    pub fn wait(&self) -> &T {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.wait(),
            World::Model(this, touch) => {
                let complete = this.real.get().is_some();
                this.core.wait(touch, complete, true, "wait()", loc);
                this.must_be_complete(loc)
            }
            World::Teardown(this) => this.real.get().unwrap_or_else(|| rt::abandon()),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When there is a value already: gives the new one back.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.set(value),
            World::Model(this, touch) => {
                let complete = this.real.get().is_some();
                match this.core.enter(touch, complete, true, "set()", loc) {
                    Entry::Run(running) => {
                        let result = this.real.set(value);
                        running.complete();
                        result
                    }
                    _ => Err(value),
                }
            }
            World::Teardown(this) => {
                this.core.abandon_if_running();
                this.real.set(value)
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn get_or_init<F>(&self, f: F) -> &T
    where
        F: FnOnce() -> T,
    {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.get_or_init(f),
            World::Model(this, touch) => {
                let complete = this.real.get().is_some();
                match this.core.enter(touch, complete, true, "get_or_init()", loc) {
                    Entry::Run(running) => {
                        let value = this.real.get_or_init(f);
                        running.complete();
                        value
                    }
                    _ => this.must_be_complete(loc),
                }
            }
            World::Teardown(this) => {
                this.core.abandon_if_running();
                this.real.get_or_init(f)
            }
        }
    }

    /// As std's.
    pub fn into_inner(self) -> Option<T> {
        self.real.into_inner()
    }

    /// As std's.
    pub fn take(&mut self) -> Option<T> {
        self.core.renew();
        self.real.take()
    }

    /// The value, where the engine has said that there is one.
    fn must_be_complete(&self, loc: Loc) -> &T {
        self.real.get().unwrap_or_else(|| {
            rt::misuse(
                "this OnceLock is initialized by a thread that does not belong to the check: \
                 start every thread inside the checked closure, with std::thread"
                    .into(),
                loc,
            )
        })
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("OnceLock");
        match self.get_at(last_loc()) {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        match self.get_at(last_loc()) {
            Some(value) => OnceLock::from(value.clone()),
            None => OnceLock::new(),
        }
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        OnceLock {
            core: Core::new(),
            real: std::sync::OnceLock::from(value),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        let loc = last_loc();
        self.get_at(loc) == other.get_at(loc)
    }
}

impl<T: Eq> Eq for OnceLock<T> {}
