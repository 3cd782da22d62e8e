//! `std::panic`: catching tells a panic of the program from the engine's own unwinding.
use std::any::Any;
use std::panic::Location as Place;

#[expect(deprecated, reason = "std still has it")]
/// std's own.
pub use std::panic::PanicInfo;
/// std's own: it runs the panic hook like any other panic, and there the engine sees it.
pub use std::panic::panic_any;
/// std's own: they only describe a panic or a type.
pub use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, RefUnwindSafe, UnwindSafe};

use crate::mirror::thread::Result;
use crate::rt::{self, Mode};

/// As std's [`catch_unwind`](std::panic::catch_unwind).
///
/// # Errors
/// When `f` panicked: what it panicked with.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R> {
    let already = unwinding();
    std::panic::catch_unwind(f).map_err(|payload| caught(payload, already))
}

/// As std's [`resume_unwind`](std::panic::resume_unwind).
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    if rt::mode() == Mode::Model {
        rt::set_panicking(true);
    }
    std::panic::resume_unwind(payload)
}

/// Whether this modelled thread unwinds: for [`caught`], before the catching begins.
pub(super) fn unwinding() -> bool {
    rt::mode() == Mode::Model && rt::panicking()
}

/// Lets the engine's own unwinding go on, and gives back the payload of any other. `already`: the thread was unwinding
/// before what was caught began, so it still does.
pub(super) fn caught(payload: Box<dyn Any + Send>, already: bool) -> Box<dyn Any + Send> {
    if rt::mode() == Mode::Native {
        return payload;
    }
    let payload = rt::caught(payload);
    if already && rt::mode() == Mode::Model {
        rt::set_panicking(true);
    }
    payload
}

/// As std's [`set_hook`](std::panic::set_hook), outside of an execution. In the model it is misuse: the hook belongs to the whole process.
#[track_caller]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    refuse_in_model("set_hook");
    std::panic::set_hook(hook);
}

/// As std's [`take_hook`](std::panic::take_hook), outside of an execution. In the model it is misuse: the hook belongs to the whole process.
#[must_use]
#[track_caller]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    refuse_in_model("take_hook");
    std::panic::take_hook()
}

#[track_caller]
fn refuse_in_model(name: &str) {
    if rt::mode() == Mode::Model {
        rt::misuse(
            format!(
                "panic::{name}: the panic hook belongs to the whole process, and other tests run in it: call it outside the check"
            ),
            Place::caller(),
        );
    }
}
