//! `spawn`, `Builder`, `JoinHandle`, and the packet in which a modelled thread leaves its result.
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, Location};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::handle::{self, Thread};
use super::{Result, end_of_thread};
use crate::mirror::{execution, panic};
use crate::rt::{self, Loc, Mode, Tid};

/// As std's [`spawn`](std::thread::spawn).
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T,
    F: Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// As std's [`Builder`](std::thread::Builder). In the model the stack size is ignored.
#[must_use = "must eventually spawn the thread"]
#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// As std's.
    #[expect(clippy::new_without_default, reason = "std's has no default either")]
    pub fn new() -> Builder {
        Builder {
            name: None,
            stack_size: None,
        }
    }

    /// As std's.
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    /// As std's.
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }

    /// As std's.
    ///
    /// # Errors
    /// When the operating system cannot make a thread. In the model it always can.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T,
        F: Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: nothing is borrowed.
        unsafe { self.spawn_unchecked(f) }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the operating system cannot make a thread. In the model it always can.
    ///
    /// # Safety
    /// As std's: the thread must be joined before what it borrows is gone.
    #[track_caller]
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T,
        F: Send,
        T: Send,
    {
        Ok(JoinHandle(match rt::mode() {
            Mode::Native => {
                // SAFETY: the caller promises the same.
                let real = unsafe { self.real().spawn_unchecked(f) }?;
                let thread = Thread::real(real.thread());
                Join::Real(real, thread)
            }
            // SAFETY: the caller promises that the thread is joined before what it borrows is gone.
            _ => Join::Model(unsafe { start(self.checked_name(), f, None, Location::caller()) }),
        }))
    }

    /// The real builder.
    pub(super) fn real(self) -> std::thread::Builder {
        let mut real = std::thread::Builder::new();
        if let Some(name) = self.name {
            real = real.name(name);
        }
        if let Some(size) = self.stack_size {
            real = real.stack_size(size);
        }
        real
    }

    /// The name, checked as std does.
    #[track_caller]
    pub(super) fn checked_name(self) -> Option<String> {
        if let Some(name) = &self.name {
            assert!(
                !name.contains('\0'),
                "thread name may not contain interior null bytes"
            );
        }
        self.name
    }
}

/// Where a modelled thread leaves its result.
pub(super) struct Packet<T> {
    result: Mutex<Option<Result<T>>>,
    /// The scope to tell of a panic that nobody asked for.
    scope: Option<Arc<AtomicBool>>,
}

impl<T> Packet<T> {
    fn take(&self) -> Option<Result<T>> {
        self.result
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl<T> Drop for Packet<T> {
    fn drop(&mut self) {
        let result = self
            .result
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if let (Some(Err(_)), Some(scope)) = (result, &self.scope) {
            // ORDERING: Relaxed; modelled threads run on one OS thread.
            scope.store(true, Ordering::Relaxed);
        }
    }
}

/// A handle on a modelled thread.
pub(super) struct Started<T> {
    pub(super) tid: Tid,
    pub(super) thread: Thread,
    packet: Arc<Packet<T>>,
}

/// Starts a modelled thread that runs `f`.
///
/// # Safety
/// The thread must be joined before what `f` borrows is gone.
pub(super) unsafe fn start<'a, F, T>(
    name: Option<String>,
    f: F,
    scope: Option<Arc<AtomicBool>>,
    loc: Loc,
) -> Started<T>
where
    F: FnOnce() -> T + 'a,
    T: 'a,
{
    let packet = Arc::new(Packet {
        result: Mutex::new(None),
        scope,
    });
    let theirs = Arc::clone(&packet);
    let body = Box::new(move || {
        let result = panic::catch_unwind(AssertUnwindSafe(f));
        *theirs.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    });
    // SAFETY: passed on to the caller.
    let (tid, thread) = unsafe { start_boxed(name, body, loc) };
    Started {
        tid,
        thread,
        packet,
    }
}

/// The part of [`start`] that is compiled once.
///
/// # Safety
/// As `start`'s.
unsafe fn start_boxed<'a>(
    name: Option<String>,
    body: Box<dyn FnOnce() + 'a>,
    loc: Loc,
) -> (Tid, Thread) {
    if rt::mode() != Mode::Model {
        rt::abandon();
    }
    let thread = Thread::modelled(name);
    let handle = thread.clone();
    let now = execution::with_thread(|parent| parent.clock);
    let body = Box::new(move || {
        handle::register(handle);
        execution::advance_clock(now);
        body();
        end_of_thread();
    });
    // SAFETY: passed on to the caller.
    let tid = unsafe { rt::spawn(thread.name(), body, loc) };
    (tid, thread)
}

impl<T> Started<T> {
    pub(super) fn join(&self, loc: Loc) -> Result<T> {
        if rt::mode() == Mode::Model {
            join_thread(self.tid, "join()", loc);
        }
        match self.packet.take() {
            // A destructor that asks for more of a thread than that it has ended (`join().unwrap()`) must not panic while the
            // execution is unwound.
            Some(Err(_)) if rt::mode() == Mode::Teardown => rt::abandon(),
            Some(result) => result,
            // Only in a teardown (or after it): the thread did not get to its end, so there is nothing to give back.
            None => gone(),
        }
    }

    pub(super) fn is_finished(&self, loc: Loc) -> bool {
        match rt::mode() {
            Mode::Model => rt::is_finished(self.tid, loc),
            _ => true,
        }
    }
}

/// Waits for a modelled thread, and for its clock.
pub(super) fn join_thread(tid: Tid, name: &'static str, loc: Loc) {
    rt::join(tid, name, loc);
    let ended = execution::with(|execution| execution.thread(tid).clock);
    execution::with_thread(|thread| thread.clock = thread.clock.max(ended));
}

#[cold]
fn gone() -> ! {
    match rt::mode() {
        Mode::Native => panic!("this thread belonged to an execution of a check, which is over"),
        _ => rt::abandon(),
    }
}

/// As std's [`JoinHandle`](std::thread::JoinHandle).
pub struct JoinHandle<T>(Join<T>);

enum Join<T> {
    Real(std::thread::JoinHandle<T>, Thread),
    Model(Started<T>),
}

// SAFETY: as std's: the result is only reached by `join`, which takes the handle, and was sent by its thread.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above; nothing that takes `&self` reaches the result.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// As std's.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        match &self.0 {
            Join::Real(_, thread) => thread,
            Join::Model(started) => &started.thread,
        }
    }

    /// As std's.
    ///
    /// # Errors
    /// When the thread panicked: what it panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.0 {
            Join::Real(real, _) if rt::mode() == Mode::Native => real.join(),
            Join::Real(..) => joins_outsider(Location::caller()),
            Join::Model(started) => started.join(Location::caller()),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        match &self.0 {
            Join::Real(real, _) => real.is_finished(),
            Join::Model(started) => started.is_finished(Location::caller()),
        }
    }
}

#[cold]
fn joins_outsider(loc: Loc) -> ! {
    match rt::mode() {
        Mode::Model => rt::misuse(
            "this thread was started outside the checked closure, and the checker cannot wait for it: start it inside"
                .into(),
            loc,
        ),
        _ => rt::abandon(),
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
