//! `scope`: threads that may borrow, because none of them outlives the scope.
use std::cell::Cell;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Result;
use super::handle::Thread;
use super::spawn::{Builder, Started, join_thread, start};
use crate::mirror::panic;
use crate::rt::{self, Loc, Mode, Tid};

/// As std's [`Scope`](std::thread::Scope).
pub struct Scope<'scope, 'env: 'scope> {
    kind: Kind<'scope, 'env>,
    /// Invariant in both, as std's.
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

enum Kind<'scope, 'env> {
    Real(Real<'scope, 'env>),
    Model(Modelled),
}

/// The real scope, which is there from before the closure runs until after it.
struct Real<'scope, 'env>(Cell<Option<&'scope std::thread::Scope<'scope, 'env>>>);

// SAFETY: the cell is written once, before the scope is shared.
unsafe impl Sync for Real<'_, '_> {}

/// A scope in the model.
#[derive(Default)]
struct Modelled {
    /// Its threads that nobody has joined yet.
    running: Mutex<Vec<Tid>>,
    /// Whether one panicked and nobody asked for its result.
    panicked: Arc<AtomicBool>,
}

impl Modelled {
    fn next_running(&self) -> Option<Tid> {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    fn joined(&self, tid: Tid) {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|running| *running != tid);
    }
}

/// As std's [`scope`](std::thread::scope).
///
/// # Panics
/// When a thread of the scope panicked and was not joined.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    if rt::mode() == Mode::Native {
        return scope_real(f);
    }
    let loc = Location::caller();
    let scope = Scope {
        kind: Kind::Model(Modelled::default()),
        scope: PhantomData,
        env: PhantomData,
    };
    // The engine's own unwinding is not stopped here: then the engine has already ended the scope's threads, which are
    // younger than this one.
    let result = panic::catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let panicked = scope.end(loc);
    match result {
        Err(payload) => panic::resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

/// [`scope`] with real threads.
fn scope_real<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    // The mirrored scope has to outlive the real one's threads, so it is made first and filled in later.
    let scope = Scope {
        kind: Kind::Real(Real(Cell::new(None))),
        scope: PhantomData,
        env: PhantomData,
    };
    std::thread::scope(|real| {
        // SAFETY: the lifetime that is put on it is that of the real scope, which ends before `scope` is dropped.
        let scope = unsafe { with_lifetimes(&scope) };
        if let Kind::Real(cell) = &scope.kind {
            cell.0.set(Some(real));
        }
        f(scope)
    })
}

/// # Safety
/// `scope` lives for `'scope`, and holds nothing yet that has other lifetimes.
unsafe fn with_lifetimes<'scope, 'env>(scope: &Scope<'_, '_>) -> &'scope Scope<'scope, 'env> {
    // SAFETY: the caller promises it.
    unsafe { &*std::ptr::from_ref(scope).cast() }
}

impl Scope<'_, '_> {
    /// Waits for all threads of the modelled scope; whether one of them panicked unnoticed.
    fn end(&self, loc: Loc) -> bool {
        let Kind::Model(modelled) = &self.kind else {
            return false;
        };
        // While one is waited for, others may start more.
        while let Some(tid) = modelled.next_running() {
            join_thread(tid, "end of scope", loc);
        }
        // ORDERING: Relaxed; modelled threads run on one OS thread.
        modelled.panicked.load(Ordering::Relaxed)
    }
}

impl<'scope> Scope<'scope, '_> {
    /// As std's.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Builder::new()
            .spawn_scoped(self, f)
            .expect("failed to spawn thread")
    }
}

impl Builder {
    /// As std's.
    ///
    /// # Errors
    /// When the operating system cannot make a thread. In the model it always can.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(ScopedJoinHandle(match &scope.kind {
            Kind::Real(real) => {
                let real = real.0.get().expect("set before the scope is used");
                let handle = self.real().spawn_scoped(real, f)?;
                let thread = Thread::real(handle.thread());
                Join::Real(handle, thread)
            }
            Kind::Model(modelled) => {
                let panicked = Some(Arc::clone(&modelled.panicked));
                let name = self.checked_name();
                // SAFETY: `Scope::end` joins it before 'scope ends.
                let started = unsafe { start(name, f, panicked, Location::caller()) };
                modelled
                    .running
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(started.tid);
                Join::Model(started, modelled)
            }
        }))
    }
}

/// As std's [`ScopedJoinHandle`](std::thread::ScopedJoinHandle).
pub struct ScopedJoinHandle<'scope, T>(Join<'scope, T>);

enum Join<'scope, T> {
    Real(std::thread::ScopedJoinHandle<'scope, T>, Thread),
    Model(Started<T>, &'scope Modelled),
}

impl<T> ScopedJoinHandle<'_, T> {
    /// As std's.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        match &self.0 {
            Join::Real(_, thread) => thread,
            Join::Model(started, _) => &started.thread,
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the thread panicked: what it panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.0 {
            Join::Real(real, _) => real.join(),
            Join::Model(started, scope) => {
                let result = started.join(Location::caller());
                scope.joined(started.tid);
                result
            }
        }
    }

    /// As std's.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Join::Real(real, _) => real.is_finished(),
            Join::Model(started, _) => started.is_finished(Location::caller()),
        }
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
