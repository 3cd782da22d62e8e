//! `Condvar`.
use std::fmt;
use std::panic::Location;
use std::sync::{LockResult, PoisonError};
use std::time::Duration;

use super::mutex::MutexGuard;
use crate::mirror::execution;
use crate::mirror::object::{Head, Object, World, world};
use crate::mirror::time::Instant;
use crate::rt::{self, Loc, Mode, Op, Outcome};

/// As std's [`Condvar`](std::sync::Condvar).
pub struct Condvar {
    head: Head,
    real: std::sync::Condvar,
}

// SAFETY: `head` is a field, and a fresh condition variable has no waiters.
unsafe impl Object for Condvar {
    const KIND: &'static str = "Condvar";
    fn head(&self) -> &Head {
        &self.head
    }
}

/// As std's [`WaitTimeoutResult`](std::sync::WaitTimeoutResult), which nobody but std can make.
#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// As std's.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// As std's.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Condvar {
            head: Head::new(),
            real: std::sync::Condvar::new(),
        }
    }

    /// As std's. In the model it is also tried what happens when it wakes up for no reason.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_at(guard, "wait()", Location::caller())
    }

    #[track_caller]
    fn wait_at<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        name: &'static str,
        loc: Loc,
    ) -> LockResult<MutexGuard<'a, T>> {
        match world(self, loc) {
            World::Native => {
                let (real, lock, _) = guard.into_parts();
                lock.native(self.real.wait(real))
            }
            World::Model(this, _) => this.wait_model(guard, None, name, loc).0,
            World::Teardown(_) => rt::abandon(),
        }
    }

    /// As std's. In the model it is also tried what happens when it wakes up for no reason.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        let loc = Location::caller();
        while condition(&mut *guard) {
            guard = self.wait_at(guard, "wait_while()", loc)?;
        }
        Ok(guard)
    }

    /// As std's.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[deprecated(
        since = "1.6.0",
        note = "replaced by `std::sync::Condvar::wait_timeout`"
    )]
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        match self.wait_timeout(guard, Duration::from_millis(u64::from(ms))) {
            Ok((guard, result)) => Ok((guard, !result.timed_out())),
            Err(poisoned) => {
                let (guard, result) = poisoned.into_inner();
                Err(PoisonError::new((guard, !result.timed_out())))
            }
        }
    }

    /// As std's. In the model both are tried, that the time runs out and that it does not; `dur` only moves the clock.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        dur: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        self.wait_timeout_at(guard, dur, "wait_timeout()", Location::caller())
    }

    #[track_caller]
    fn wait_timeout_at<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        dur: Duration,
        name: &'static str,
        loc: Loc,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (guard, timed_out) = match world(self, loc) {
            World::Native => {
                let (real, lock, _) = guard.into_parts();
                let (real, result) = match self.real.wait_timeout(real, dur) {
                    Ok((real, result)) => (Ok(real), result),
                    Err(poisoned) => {
                        let (real, result) = poisoned.into_inner();
                        (Err(PoisonError::new(real)), result)
                    }
                };
                (lock.native(real), result.timed_out())
            }
            World::Model(this, _) => this.wait_model(guard, Some(dur), name, loc),
            World::Teardown(_) => rt::abandon(),
        };
        let result = WaitTimeoutResult(timed_out);
        match guard {
            Ok(guard) => Ok((guard, result)),
            Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), result))),
        }
    }

    /// As std's. In the model both are tried, that the time runs out and that it does not.
    ///
    /// # Errors
    /// When the mutex is poisoned.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let loc = Location::caller();
        let modelled = rt::mode() != Mode::Native;
        let start = Instant::now();
        let mut timed_out = false;
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            // Virtual time does not pass by itself: in the model the engine says whether it has run out.
            let left = if modelled {
                (!timed_out).then_some(dur)
            } else {
                dur.checked_sub(start.elapsed())
            };
            let Some(left) = left else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            let result;
            (guard, result) = self.wait_timeout_at(guard, left, "wait_timeout_while()", loc)?;
            timed_out = result.timed_out();
        }
    }

    /// As std's. In the model each of the waiting threads is tried.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(Op::CvNotifyOne, "notify_one()", Location::caller());
    }

    /// As std's.
    #[track_caller]
    pub fn notify_all(&self) {
        self.notify(Op::CvNotifyAll, "notify_all()", Location::caller());
    }

    fn notify(&self, op: Op, name: &'static str, loc: Loc) {
        match world(self, loc) {
            World::Native if op == Op::CvNotifyAll => self.real.notify_all(),
            World::Native => self.real.notify_one(),
            World::Model(this, _) => {
                rt::op(&this.head.slot, op, name, loc);
            }
            World::Teardown(_) => {}
        }
    }

    /// A wait in the model, and whether the time ran out (which it can only when there is a `timeout`).
    fn wait_model<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Option<Duration>,
        name: &'static str,
        loc: Loc,
    ) -> (LockResult<MutexGuard<'a, T>>, bool) {
        let changed = guard.changed();
        let (real, lock, taken) = guard.into_parts();
        if taken.is_none() {
            rt::misuse(
                "this guard was made outside the checked closure: lock the mutex inside it".into(),
                loc,
            );
        }
        // Between these steps other threads may hold the mutex, so the real one is released before the first.
        drop(real);
        let timed_out = self.wait_steps(lock.slot(), changed, timeout, name, loc);
        (lock.model(loc), timed_out)
    }

    /// The steps of a wait: enter the queue, unlock, wake up, lock.
    fn wait_steps(
        &self,
        mutex: &rt::Slot,
        changed: bool,
        timeout: Option<Duration>,
        name: &'static str,
        loc: Loc,
    ) -> bool {
        rt::op(&self.head.slot, Op::CvEnqueue, name, loc);
        rt::op(mutex, Op::Unlock { changed }, name, loc);
        let wake = Op::CvWake {
            timeout: timeout.is_some(),
        };
        let timed_out = rt::op(&self.head.slot, wake, name, loc) == Outcome::TimedOut;
        if timed_out && let Some(timeout) = timeout {
            execution::advance_clock(timeout);
        }
        rt::op(mutex, Op::Lock, name, loc);
        timed_out
    }
}

impl Default for Condvar {
    fn default() -> Self {
        Condvar::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
