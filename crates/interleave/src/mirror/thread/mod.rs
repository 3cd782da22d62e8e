//! `std::thread`: every stable name.
use std::num::NonZero;
use std::panic::Location;
use std::time::Duration;

use super::execution;
use crate::rt::{self, Loc, Mode, Op, Outcome};

pub(crate) mod handle;
mod local;
mod scoped;
mod spawn;

pub use self::handle::{Thread, ThreadId};
pub use self::local::{AccessError, LocalKey};
pub use self::scoped::{Scope, ScopedJoinHandle, scope};
pub use self::spawn::{Builder, JoinHandle, spawn};
/// std's own.
pub use std::thread::Result;

pub(crate) use self::local::end_of_thread;

/// How many threads a program is told that it may run at once in the model: few, so that all executions can be explored, and more than one.
const MODEL_PARALLELISM: NonZero<usize> = NonZero::new(2).expect("2 is not 0");

/// As std's [`current`](std::thread::current).
#[must_use]
pub fn current() -> Thread {
    handle::current()
}

/// As std's [`yield_now`](std::thread::yield_now). In the model it says that the loop around it waits for another thread.
#[track_caller]
pub fn yield_now() {
    match rt::mode() {
        Mode::Native => std::thread::yield_now(),
        Mode::Model => rt::yield_now("yield_now()", Location::caller()),
        Mode::Teardown => rt::abandon(),
    }
}

/// As std's [`panicking`](std::thread::panicking).
#[must_use]
pub fn panicking() -> bool {
    match rt::mode() {
        Mode::Native => std::thread::panicking(),
        Mode::Model => rt::panicking(),
        Mode::Teardown => true,
    }
}

/// As std's [`sleep`](std::thread::sleep). In the model it moves the thread's clock on, takes no time and orders nothing.
#[track_caller]
pub fn sleep(dur: Duration) {
    match rt::mode() {
        Mode::Native => std::thread::sleep(dur),
        Mode::Model => {
            execution::advance_clock(dur);
            rt::sleep("sleep()", Location::caller());
        }
        Mode::Teardown => {}
    }
}

/// As std's `sleep_ms`.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::sleep`")]
#[track_caller]
pub fn sleep_ms(ms: u32) {
    sleep(Duration::from_millis(u64::from(ms)));
}

/// As std's [`park`](std::thread::park). In the model it is also tried what happens when it returns for no reason.
#[track_caller]
pub fn park() {
    match rt::mode() {
        Mode::Native => std::thread::park(),
        Mode::Model => {
            park_model(false, "park()", Location::caller());
        }
        Mode::Teardown => rt::abandon(),
    }
}

/// As std's [`park_timeout`](std::thread::park_timeout). In the model both are tried, that the time runs out and that it does not.
#[track_caller]
pub fn park_timeout(dur: Duration) {
    match rt::mode() {
        Mode::Native => std::thread::park_timeout(dur),
        Mode::Model => {
            if park_model(true, "park_timeout()", Location::caller()) == Outcome::TimedOut {
                execution::advance_clock(dur);
            }
        }
        Mode::Teardown => rt::abandon(),
    }
}

/// As std's `park_timeout_ms`.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::park_timeout`")]
#[track_caller]
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(u64::from(ms)));
}

fn park_model(timeout: bool, name: &'static str, loc: Loc) -> Outcome {
    handle::current()
        .token_op(Op::Park { timeout }, name, loc)
        .expect("the thread that runs in the model is one of the model")
}

/// As std's [`available_parallelism`](std::thread::available_parallelism). In the model it is 2 on every machine.
///
/// # Errors
/// As std's.
pub fn available_parallelism() -> std::io::Result<NonZero<usize>> {
    match rt::mode() {
        Mode::Native => std::thread::available_parallelism(),
        Mode::Model | Mode::Teardown => Ok(MODEL_PARALLELISM),
    }
}
