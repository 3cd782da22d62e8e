//! `Mutex` and its guard.
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};

use super::lock::{Core, Taken, lock_result, must_be_free, or_abandon};
use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Loc, Mode, Op, Outcome};

/// As std's [`Mutex`](std::sync::Mutex).
pub struct Mutex<T: ?Sized> {
    core: Core,
    real: std::sync::Mutex<T>,
}

// SAFETY: `core.head` is in a field. A copy of an initial value is a free lock around a copy of initial data.
unsafe impl<T: ?Sized> Object for Mutex<T> {
    const KIND: &'static str = "Mutex";
    fn head(&self) -> &Head {
        &self.core.head
    }
}

/// As std's [`MutexGuard`](std::sync::MutexGuard).
#[must_use = "if unused the Mutex will immediately unlock"]
#[clippy::has_significant_drop]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    real: ManuallyDrop<std::sync::MutexGuard<'a, T>>,
    pub(super) lock: &'a Mutex<T>,
    /// `None` outside of the model.
    pub(super) taken: Option<Taken>,
    /// Whether the data were borrowed mutably.
    touched: bool,
}

// SAFETY: as std's guard: a shared guard gives shared access to the data, and to the lock only what is Sync in itself.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// As std's.
    #[inline]
    pub const fn new(t: T) -> Self {
        Mutex {
            core: Core::new(),
            real: std::sync::Mutex::new(t),
        }
    }
}

impl<T: ?Sized> Mutex<T> {
    /// As std's.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.native(self.real.lock()),
            World::Model(this, _) => {
                rt::op(&this.core.head.slot, Op::Lock, "lock()", loc);
                this.model(loc)
            }
            World::Teardown(this) => Ok(this.torn()),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the mutex is held, or poisoned.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        self.try_lock_at(Location::caller())
    }

    fn try_lock_at(&self, loc: Loc) -> TryLockResult<MutexGuard<'_, T>> {
        match world(self, loc) {
            World::Native => match self.real.try_lock() {
                Ok(real) => Ok(self.native(Ok(real))?),
                Err(TryLockError::Poisoned(poisoned)) => Ok(self.native(Err(poisoned))?),
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            },
            World::Model(this, _) => {
                match rt::op(&this.core.head.slot, Op::TryLock, "try_lock()", loc) {
                    Outcome::WouldBlock => Err(TryLockError::WouldBlock),
                    _ => Ok(this.model(loc)?),
                }
            }
            World::Teardown(this) => match this.real.try_lock() {
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                real => Ok(this.guard(or_abandon(real), None)),
            },
        }
    }

    /// As std's.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.poisoned(),
            World::Model(this, _) => this.core.read_poison(loc),
            World::Teardown(_) => false,
        }
    }

    /// As std's.
    #[track_caller]
    pub fn clear_poison(&self) {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => {
                self.core.clear_poison();
                self.real.clear_poison();
            }
            World::Model(this, _) => this.core.clear_poison_at(loc),
            World::Teardown(_) => {}
        }
    }

    /// The poison flag, for whoever holds the lock or has the mutex to himself.
    fn poisoned(&self) -> bool {
        match rt::mode() {
            Mode::Native => self.core.is_poisoned() || self.real.is_poisoned(),
            Mode::Model => self.core.is_poisoned(),
            Mode::Teardown => false,
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    pub fn into_inner(self) -> LockResult<T>
    where
        T: Sized,
    {
        let poisoned = self.poisoned();
        let data = self
            .real
            .into_inner()
            .unwrap_or_else(|real| real.into_inner());
        lock_result(data, poisoned)
    }

    /// As std's.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poisoned();
        let data = self.real.get_mut().unwrap_or_else(|real| real.into_inner());
        lock_result(data, poisoned)
    }

    fn guard<'a>(
        &'a self,
        real: std::sync::MutexGuard<'a, T>,
        taken: Option<Taken>,
    ) -> MutexGuard<'a, T> {
        MutexGuard {
            real: ManuallyDrop::new(real),
            lock: self,
            taken,
            touched: false,
        }
    }

    /// A guard from the real lock, in `Mode::Native`.
    pub(super) fn native<'a>(
        &'a self,
        real: LockResult<std::sync::MutexGuard<'a, T>>,
    ) -> LockResult<MutexGuard<'a, T>> {
        let (real, poisoned) = match real {
            Ok(real) => (real, self.core.is_poisoned()),
            Err(poisoned) => (poisoned.into_inner(), true),
        };
        lock_result(self.guard(real, None), poisoned)
    }

    /// A guard for the lock that the engine has just given to this thread.
    pub(super) fn model(&self, loc: Loc) -> LockResult<MutexGuard<'_, T>> {
        let poisoned = self.core.found_poisoned(loc);
        let (real, _) = must_be_free(self.real.try_lock(), "Mutex", loc);
        let taken = Taken::new(loc, &*real);
        lock_result(self.guard(real, Some(taken)), poisoned)
    }

    /// A guard while the execution is torn down.
    fn torn(&self) -> MutexGuard<'_, T> {
        self.guard(or_abandon(self.real.try_lock()), None)
    }

    /// The engine's handle.
    pub(super) fn slot(&self) -> &rt::Slot {
        &self.core.head.slot
    }
}

/// Where an operation is said to be that has no caller to name: where the thread was last.
#[track_caller]
pub(super) fn last_loc() -> Loc {
    match rt::mode() {
        Mode::Model => rt::last_loc(),
        _ => Location::caller(),
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// Whether the data may have changed since the guard was taken in the model.
    pub(super) fn changed(&self) -> bool {
        self.taken
            .is_some_and(|taken| taken.changed(&**self.real, self.touched))
    }

    /// Takes the guard apart without unlocking.
    pub(super) fn into_parts(self) -> (std::sync::MutexGuard<'a, T>, &'a Mutex<T>, Option<Taken>) {
        let mut guard = ManuallyDrop::new(self);
        // SAFETY: `guard` is never dropped, so the real guard is taken once.
        let real = unsafe { ManuallyDrop::take(&mut guard.real) };
        (real, guard.lock, guard.taken)
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        let changed = self.changed();
        self.lock.core.leave(self.taken);
        // SAFETY: this is the only place that drops it, and it runs once.
        unsafe { ManuallyDrop::drop(&mut self.real) };
        self.lock.core.release(self.taken, Op::Unlock { changed });
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.touched = true;
        &mut self.real
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(t: T) -> Self {
        Mutex::new(t)
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock_at(last_loc()) {
            Ok(guard) => shown.field("data", &&*guard),
            Err(TryLockError::Poisoned(poisoned)) => shown.field("data", &&**poisoned.get_ref()),
            Err(TryLockError::WouldBlock) => shown.field("data", &"<locked>"),
        };
        shown.field("poisoned", &self.poisoned());
        shown.finish_non_exhaustive()
    }
}
