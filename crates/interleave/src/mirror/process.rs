//! `std::process`: what ends the process must not end a check.
use std::panic::Location;

/// The rest is std's own.
pub use std::process::*;

use crate::rt::{self, Mode};

/// As std's [`exit`](std::process::exit), outside of an execution. In the model it is misuse: it would end all tests.
#[track_caller]
pub fn exit(code: i32) -> ! {
    refuse_in_model("exit");
    std::process::exit(code)
}

/// As std's [`abort`](std::process::abort), outside of an execution. In the model it is misuse: it would end all tests.
#[track_caller]
pub fn abort() -> ! {
    refuse_in_model("abort");
    std::process::abort()
}

#[track_caller]
fn refuse_in_model(name: &str) {
    if rt::mode() == Mode::Model {
        rt::misuse(
            format!(
                "process::{name} ends the whole process, and with it all other tests: return from the closure or panic instead"
            ),
            Location::caller(),
        );
    }
}
