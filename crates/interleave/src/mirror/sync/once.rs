//! `Once`, and what `OnceLock` and `LazyLock` share with it.
//!
//! In the model the engine says who runs the initializer. The real object inside then runs it and keeps the value, so nobody
//! ever waits at the real object.
use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};

/// std's own: the closure that is given one gets the real object's.
pub use std::sync::OnceState;

use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Loc, Mode, Op, Outcome, Slot, Touch};

/// The part that does not depend on the value's type.
pub(super) struct Core {
    pub(super) head: Head,
    /// It was complete before this execution saw it, so nothing about it can depend on the execution.
    born_complete: AtomicBool,
    /// A modelled thread is in the initializer.
    running: AtomicBool,
}

/// What a thread found that wants to initialize.
pub(super) enum Entry<'a> {
    /// It is this thread's turn. `complete` is to be called when the initializer has returned.
    Run(Running<'a>),
    Complete,
    Poisoned,
}

/// The initializer's run. When it is dropped without [`complete`](Running::complete), the object is poisoned.
pub(super) struct Running<'a> {
    core: &'a Core,
    name: &'static str,
    loc: Loc,
    poisoned: bool,
}

impl Running<'_> {
    pub(super) fn complete(mut self) {
        self.poisoned = false;
    }
}

// ORDERING: the flags are Relaxed: modelled threads run on one OS thread, one at a time.
impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.core.running.store(false, Ordering::Relaxed);
        if rt::mode() == Mode::Model {
            let finish = Op::OnceFinish {
                poisoned: self.poisoned,
            };
            rt::op(&self.core.head.slot, finish, self.name, self.loc);
        }
    }
}

impl Core {
    pub(super) const fn new() -> Self {
        Core {
            head: Head::new(),
            born_complete: AtomicBool::new(false),
            running: AtomicBool::new(false),
        }
    }

    /// Whether it was complete before the execution; `complete` is whether it is now.
    fn is_born_complete(&self, touch: Touch, complete: bool) -> bool {
        if touch == Touch::Fresh {
            self.born_complete.store(complete, Ordering::Relaxed);
        }
        self.born_complete.load(Ordering::Relaxed)
    }

    /// Waits for the initializer, or takes its part.
    pub(super) fn enter(
        &self,
        touch: Touch,
        complete: bool,
        ignore_poison: bool,
        name: &'static str,
        loc: Loc,
    ) -> Entry<'_> {
        if self.is_born_complete(touch, complete) {
            return Entry::Complete;
        }
        match rt::op(&self.head.slot, Op::OnceEnter { ignore_poison }, name, loc) {
            Outcome::Claimed => {
                self.running.store(true, Ordering::Relaxed);
                Entry::Run(Running {
                    core: self,
                    name,
                    loc,
                    poisoned: true,
                })
            }
            Outcome::Poisoned => Entry::Poisoned,
            _ => Entry::Complete,
        }
    }

    /// Whether the initializer has returned.
    pub(super) fn get(&self, touch: Touch, complete: bool, name: &'static str, loc: Loc) -> bool {
        self.is_born_complete(touch, complete)
            || rt::op(&self.head.slot, Op::OnceGet, name, loc) == Outcome::Done
    }

    /// Waits until the initializer has returned; `false` when it has panicked instead.
    pub(super) fn wait(
        &self,
        touch: Touch,
        complete: bool,
        ignore_poison: bool,
        name: &'static str,
        loc: Loc,
    ) -> bool {
        self.is_born_complete(touch, complete)
            || rt::op(&self.head.slot, Op::OnceWait { ignore_poison }, name, loc) == Outcome::Done
    }

    /// In a teardown: gives the thread up if another is in the initializer, because that one will not return.
    pub(super) fn abandon_if_running(&self) {
        if self.running.load(Ordering::Relaxed) {
            rt::abandon();
        }
    }

    /// After an operation with exclusive access: it is a new object.
    pub(super) fn renew(&mut self) {
        self.head.slot = Slot::new();
    }
}

/// As std's [`Once`](std::sync::Once).
pub struct Once {
    core: Core,
    real: std::sync::Once,
}

// SAFETY: `core.head` is in a field, and a fresh `Once` has not run.
unsafe impl Object for Once {
    const KIND: &'static str = "Once";
    fn head(&self) -> &Head {
        &self.core.head
    }
}

/// As std's `ONCE_INIT`.
#[deprecated(since = "1.38.0", note = "the `Once::new()` function is now preferred")]
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "std declares it so; each use is a new Once"
)]
pub const ONCE_INIT: Once = Once::new();

#[cold]
#[track_caller]
fn panic_poisoned() -> ! {
    panic!("Once instance has previously been poisoned")
}

impl Once {
    /// As std's.
    #[expect(clippy::new_without_default, reason = "std's has no default either")]
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Once {
            core: Core::new(),
            real: std::sync::Once::new(),
        }
    }

    /// As std's.
    ///
    /// # Panics
    /// When an earlier call's closure panicked.
    #[track_caller]
    pub fn call_once<F>(&self, f: F)
    where
        F: FnOnce(),
    {
        if rt::mode() == Mode::Native {
            world(self, Location::caller());
            self.real.call_once(f);
        } else {
            self.call(false, "call_once()", Location::caller(), |_| f());
        }
    }

    /// As std's.
    #[track_caller]
    pub fn call_once_force<F>(&self, f: F)
    where
        F: FnOnce(&OnceState),
    {
        self.call(true, "call_once_force()", Location::caller(), f);
    }

    #[track_caller]
    fn call(&self, ignore_poison: bool, name: &'static str, loc: Loc, f: impl FnOnce(&OnceState)) {
        match world(self, loc) {
            World::Native => self.real.call_once_force(f),
            World::Model(this, touch) => {
                let complete = this.real.is_completed();
                match this.core.enter(touch, complete, ignore_poison, name, loc) {
                    Entry::Run(running) => {
                        this.real.call_once_force(f);
                        running.complete();
                    }
                    Entry::Complete => {}
                    Entry::Poisoned => panic_poisoned(),
                }
            }
            World::Teardown(this) => {
                this.core.abandon_if_running();
                this.real.call_once_force(f);
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.is_completed(),
            World::Model(this, touch) => {
                let complete = this.real.is_completed();
                this.core.get(touch, complete, "is_completed()", loc)
            }
            World::Teardown(this) => this.real.is_completed(),
        }
    }

    /// As std's.
    ///
    /// # Panics
    /// When the closure of a `call_once` panicked.
    #[track_caller]
    pub fn wait(&self) {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.wait(),
            World::Model(this, touch) => {
                let complete = this.real.is_completed();
                if !this.core.wait(touch, complete, false, "wait()", loc) {
                    panic_poisoned();
                }
            }
            World::Teardown(this) => this.wait_torn(),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn wait_force(&self) {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.real.wait_force(),
            World::Model(this, touch) => {
                let complete = this.real.is_completed();
                this.core.wait(touch, complete, true, "wait_force()", loc);
            }
            World::Teardown(this) => this.wait_torn(),
        }
    }

    fn wait_torn(&self) {
        if !self.real.is_completed() {
            rt::abandon();
        }
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
