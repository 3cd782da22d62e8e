//! `RwLock` and its guards.
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};

use super::lock::{Core, Taken, lock_result, must_be_free, or_abandon};
use super::mutex::last_loc;
use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Loc, Mode, Op, Outcome};

/// As std's [`RwLock`](std::sync::RwLock).
///
/// Which of a waiting reader and a waiting writer comes first is not laid down, as in std: both are tried.
pub struct RwLock<T: ?Sized> {
    core: Core,
    real: std::sync::RwLock<T>,
}

// SAFETY: `core.head` is in a field. A copy of an initial value is a free lock around a copy of initial data.
unsafe impl<T: ?Sized> Object for RwLock<T> {
    const KIND: &'static str = "RwLock";
    fn head(&self) -> &Head {
        &self.core.head
    }
}

/// As std's [`RwLockReadGuard`](std::sync::RwLockReadGuard).
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockReadGuard<'rwlock, T: ?Sized + 'rwlock> {
    real: ManuallyDrop<std::sync::RwLockReadGuard<'rwlock, T>>,
    core: &'rwlock Core,
    /// `None` outside of the model.
    taken: Option<Taken>,
}

/// As std's [`RwLockWriteGuard`](std::sync::RwLockWriteGuard).
#[must_use = "if unused the RwLock will immediately unlock"]
#[clippy::has_significant_drop]
pub struct RwLockWriteGuard<'rwlock, T: ?Sized + 'rwlock> {
    real: ManuallyDrop<std::sync::RwLockWriteGuard<'rwlock, T>>,
    core: &'rwlock Core,
    /// `None` outside of the model.
    taken: Option<Taken>,
    /// Whether the data were borrowed mutably.
    touched: bool,
}

impl<T> RwLock<T> {
    /// As std's.
    #[inline]
    pub const fn new(t: T) -> Self {
        RwLock {
            core: Core::new(),
            real: std::sync::RwLock::new(t),
        }
    }
}

impl<T: ?Sized> RwLock<T> {
    /// As std's.
    ///
    /// # Errors
    /// When the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.native_read(self.real.read()),
            World::Model(this, _) => {
                rt::op(&this.core.head.slot, Op::Read, "read()", loc);
                this.model_read(loc)
            }
            World::Teardown(this) => Ok(this.read_guard(or_abandon(this.real.try_read()), None)),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When a writer holds the lock, or it is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        self.try_read_at(Location::caller())
    }

    fn try_read_at(&self, loc: Loc) -> TryLockResult<RwLockReadGuard<'_, T>> {
        match world(self, loc) {
            World::Native => match self.real.try_read() {
                Ok(real) => Ok(self.native_read(Ok(real))?),
                Err(TryLockError::Poisoned(poisoned)) => Ok(self.native_read(Err(poisoned))?),
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            },
            World::Model(this, _) => {
                match rt::op(&this.core.head.slot, Op::TryRead, "try_read()", loc) {
                    Outcome::WouldBlock => Err(TryLockError::WouldBlock),
                    _ => Ok(this.model_read(loc)?),
                }
            }
            World::Teardown(this) => match this.real.try_read() {
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                real => Ok(this.read_guard(or_abandon(real), None)),
            },
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => self.native_write(self.real.write()),
            World::Model(this, _) => {
                rt::op(&this.core.head.slot, Op::Write, "write()", loc);
                this.model_write(loc)
            }
            World::Teardown(this) => Ok(this.write_guard(or_abandon(this.real.try_write()), None)),
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the lock is held, or poisoned.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let loc = Location::caller();
        match world(self, loc) {
            World::Native => match self.real.try_write() {
                Ok(real) => Ok(self.native_write(Ok(real))?),
                Err(TryLockError::Poisoned(poisoned)) => Ok(self.native_write(Err(poisoned))?),
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            },
            World::Model(this, _) => {
                match rt::op(&this.core.head.slot, Op::TryWrite, "try_write()", loc) {
                    Outcome::WouldBlock => Err(TryLockError::WouldBlock),
                    _ => Ok(this.model_write(loc)?),
                }
            }
            World::Teardown(this) => match this.real.try_write() {
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                real => Ok(this.write_guard(or_abandon(real), None)),
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

    /// The poison flag, for whoever holds the lock or has it to himself.
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
    /// When the lock is poisoned.
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
    /// When the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poisoned();
        let data = self.real.get_mut().unwrap_or_else(|real| real.into_inner());
        lock_result(data, poisoned)
    }

    fn read_guard<'a>(
        &'a self,
        real: std::sync::RwLockReadGuard<'a, T>,
        taken: Option<Taken>,
    ) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard {
            real: ManuallyDrop::new(real),
            core: &self.core,
            taken,
        }
    }

    fn write_guard<'a>(
        &'a self,
        real: std::sync::RwLockWriteGuard<'a, T>,
        taken: Option<Taken>,
    ) -> RwLockWriteGuard<'a, T> {
        RwLockWriteGuard {
            real: ManuallyDrop::new(real),
            core: &self.core,
            taken,
            touched: false,
        }
    }

    fn native_read<'a>(
        &'a self,
        real: LockResult<std::sync::RwLockReadGuard<'a, T>>,
    ) -> LockResult<RwLockReadGuard<'a, T>> {
        let (real, poisoned) = match real {
            Ok(real) => (real, self.core.is_poisoned()),
            Err(poisoned) => (poisoned.into_inner(), true),
        };
        lock_result(self.read_guard(real, None), poisoned)
    }

    fn native_write<'a>(
        &'a self,
        real: LockResult<std::sync::RwLockWriteGuard<'a, T>>,
    ) -> LockResult<RwLockWriteGuard<'a, T>> {
        let (real, poisoned) = match real {
            Ok(real) => (real, self.core.is_poisoned()),
            Err(poisoned) => (poisoned.into_inner(), true),
        };
        lock_result(self.write_guard(real, None), poisoned)
    }

    fn model_read(&self, loc: Loc) -> LockResult<RwLockReadGuard<'_, T>> {
        let poisoned = self.core.found_poisoned(loc);
        let (real, _) = must_be_free(self.real.try_read(), "RwLock", loc);
        let taken = Taken::new(loc, &*real);
        lock_result(self.read_guard(real, Some(taken)), poisoned)
    }

    fn model_write(&self, loc: Loc) -> LockResult<RwLockWriteGuard<'_, T>> {
        let poisoned = self.core.found_poisoned(loc);
        let (real, _) = must_be_free(self.real.try_write(), "RwLock", loc);
        let taken = Taken::new(loc, &*real);
        lock_result(self.write_guard(real, Some(taken)), poisoned)
    }
}

impl<'rwlock, T: ?Sized> RwLockWriteGuard<'rwlock, T> {
    /// As std's.
    #[track_caller]
    pub fn downgrade(s: Self) -> RwLockReadGuard<'rwlock, T> {
        let loc = Location::caller();
        let mut guard = ManuallyDrop::new(s);
        // SAFETY: `guard` is never dropped, so the real guard is taken once.
        let real = unsafe { ManuallyDrop::take(&mut guard.real) };
        let real = std::sync::RwLockWriteGuard::downgrade(real);
        let taken = guard.taken.map(|_| Taken::new(loc, &*real));
        if taken.is_some() && rt::mode() == Mode::Model {
            rt::op(&guard.core.head.slot, Op::Downgrade, "downgrade()", loc);
        }
        RwLockReadGuard {
            real: ManuallyDrop::new(real),
            core: guard.core,
            taken,
        }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: this is the only place that drops it, and it runs once.
        unsafe { ManuallyDrop::drop(&mut self.real) };
        self.core.release(self.taken, Op::ReadUnlock);
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let changed = self
            .taken
            .is_some_and(|t| t.changed(&**self.real, self.touched));
        self.core.leave(self.taken);
        // SAFETY: this is the only place that drops it, and it runs once.
        unsafe { ManuallyDrop::drop(&mut self.real) };
        self.core.release(self.taken, Op::WriteUnlock { changed });
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.touched = true;
        &mut self.real
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self {
        RwLock::new(t)
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RwLock");
        match self.try_read_at(last_loc()) {
            Ok(guard) => shown.field("data", &&*guard),
            Err(TryLockError::Poisoned(poisoned)) => shown.field("data", &&**poisoned.get_ref()),
            Err(TryLockError::WouldBlock) => shown.field("data", &format_args!("<locked>")),
        };
        shown.field("poisoned", &self.poisoned());
        shown.finish_non_exhaustive()
    }
}
