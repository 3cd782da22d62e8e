//@ title: No lock: one atomic state says whose turn it is at the value, and the receiver parks

//! A value that is handed over once, from one thread to another.

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// Nothing has come. Both cells are their users': `value` the sender's, `sleeper` the receiver's.
const OPEN: u8 = 0;
/// Nothing has come, and the receiver's handle is in `sleeper`, for the sender to read.
const ASLEEP: u8 = 1;
/// The sender has gone, and both cells are the receiver's.
const GONE: u8 = 2;

struct Shared<T> {
    state: AtomicU8,
    value: UnsafeCell<Option<T>>,
    sleeper: UnsafeCell<Option<Thread>>,
}

// SAFETY: there is one sender and one receiver, and `state` says which of them uses a cell. The
// value moves from one thread to the other, so it has to be `Send`.
unsafe impl<T: Send> Sync for Shared<T> {}

/// Hands over one value.
pub struct Sender<T>(Arc<Shared<T>>);

/// Waits for the value.
pub struct Receiver<T>(Arc<Shared<T>>);

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        state: AtomicU8::new(OPEN),
        value: UnsafeCell::new(None),
        sleeper: UnsafeCell::new(None),
    });
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

impl<T> Sender<T> {
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        // SAFETY: the state is not GONE before `drop`, so the value is the sender's.
        unsafe { *self.0.value.get() = Some(value) };
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // ORDERING: Release, for the receiver's Acquire that reads GONE: it then sees the value.
        // Acquire, for the receiver's Release that wrote ASLEEP: this then sees its handle.
        if self.0.state.swap(GONE, Ordering::AcqRel) == ASLEEP {
            // SAFETY: the receiver has put its handle there, and only reads it now.
            let sleeper = unsafe { (*self.0.sleeper.get()).clone() };
            if let Some(thread) = sleeper {
                thread.unpark();
            }
        }
    }
}

impl<T> Receiver<T> {
    /// Has the sender wake this thread. False if the sender is gone.
    fn leave_handle(&self) -> bool {
        // ORDERING: Acquire, for the Release of the sender's `drop`.
        if self.0.state.load(Ordering::Acquire) == GONE {
            return false;
        }
        // SAFETY: the state was not GONE, and it is not ASLEEP either: a receiver that stops
        // waiting takes that back. So the sender does not look into the cell before the next line.
        unsafe { *self.0.sleeper.get() = Some(thread::current()) };
        // ORDERING: Release, so that a sender that reads ASLEEP sees the handle. When it fails it
        // has read GONE, and needs the Acquire.
        self.0
            .state
            .compare_exchange(OPEN, ASLEEP, Ordering::Release, Ordering::Acquire)
            .is_ok()
    }

    fn is_asleep(&self) -> bool {
        // ORDERING: Acquire, for the Release of the sender's `drop`.
        self.0.state.load(Ordering::Acquire) == ASLEEP
    }

    fn take(&self) -> Option<T> {
        // SAFETY: whoever calls this has read GONE with Acquire: the sender is done with the value.
        unsafe { (*self.0.value.get()).take() }
    }

    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        if self.leave_handle() {
            while self.is_asleep() {
                thread::park();
            }
        }
        self.take()
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        if self.leave_handle() {
            let start = Instant::now();
            while self.is_asleep() {
                let waited = start.elapsed();
                if waited < patience {
                    thread::park_timeout(patience - waited);
                    continue;
                }
                // Nobody waits any more, unless the sender was quicker.
                //
                // ORDERING: Acquire when it fails: it has read GONE. When it does not, nothing is
                // handed over.
                let given_up = self.0.state.compare_exchange(
                    ASLEEP,
                    OPEN,
                    Ordering::Relaxed,
                    Ordering::Acquire,
                );
                if given_up.is_ok() {
                    return Err(TimedOut);
                }
            }
        }
        Ok(self.take())
    }
}
