//! The same programs on three checkers: this one, loom 0.7 and shuttle 0.9 (its exhaustive search).
//!
//! What a program can return is compared, not only whether it fails. Where the three differ, the test says which of them is right and
//! why. The differences come from what each of the others leaves out:
//!
//! - loom treats SeqCst loads and stores as acquire and release, and has no spurious wake-ups and no weak failures of exchanges.
//! - shuttle treats every ordering as SeqCst, has no spurious wake-ups and no weak failures, and looks for no data races.

#[macro_use]
mod programs;
mod differences;
mod same;

use programs::Program;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// What a checker says of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Says {
    /// It never fails, and can return these.
    Returns(BTreeSet<Vec<u32>>),
    /// It can panic, race or get stuck.
    Fails,
}

/// Runs `explore` on a closure that notes what the program returns. `explore` panics when the program fails.
fn says(program: Program, explore: impl FnOnce(Box<dyn Fn() + Send + Sync>)) -> Says {
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let noted = Arc::clone(&seen);
    let body = Box::new(move || {
        let value = program();
        noted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(value);
    });
    match catch_unwind(AssertUnwindSafe(|| explore(body))) {
        Ok(()) => Says::Returns(std::mem::take(
            &mut *seen.lock().unwrap_or_else(PoisonError::into_inner),
        )),
        Err(_) => Says::Fails,
    }
}

pub(crate) fn interleave_says(program: Program) -> Says {
    says(program, |body| {
        let report = interleave::explore(body);
        assert!(!matches!(
            report.verdict(),
            interleave::Verdict::Bounded { .. }
        ));
        assert!(report.failure().is_none());
    })
}

pub(crate) fn loom_says(program: Program) -> Says {
    says(program, loom::model)
}

pub(crate) fn shuttle_says(program: Program) -> Says {
    says(program, |body| shuttle::check_dfs(body, None))
}

/// These values and no others.
pub(crate) fn returns<const N: usize>(values: &[[u32; N]]) -> Says {
    Says::Returns(values.iter().map(|value| value.to_vec()).collect())
}
