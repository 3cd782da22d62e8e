//! `std::panic`: catching tells a panic of the program from the engine's own unwinding.
use std::any::Any;
use std::panic::Location as Place;

#[expect(deprecated, reason = "std still has it")]
/// std's own.
pub use std::panic::PanicInfo;
/// std's own: they only describe a panic or a type.
pub use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, RefUnwindSafe, UnwindSafe};
/// std's own: they start a panic like any other, and the engine sees it when it is caught.
pub use std::panic::{panic_any, resume_unwind};

use crate::mirror::thread::Result;
use crate::rt::{self, Mode};

/// As std's [`catch_unwind`](std::panic::catch_unwind).
///
/// # Errors
/// When `f` panicked: what it panicked with.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R> {
    std::panic::catch_unwind(f).map_err(caught)
}

/// Lets the engine's own unwinding go on, and gives back the payload of any other.
pub(super) fn caught(payload: Box<dyn Any + Send>) -> Box<dyn Any + Send> {
    match rt::mode() {
        Mode::Native => payload,
        _ => rt::caught(payload),
    }
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
