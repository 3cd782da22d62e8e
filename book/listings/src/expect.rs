//! What the listings' tests say of a program: that it is verified, or how it fails, and what a page shows of it.
//!
//! They panic with the checker's explanation when the verdict is another one.

use interleave::{FailureKind, Verdict};
use std::fs;
use std::path::Path;

/// Explores `program`, which every execution must pass; returns how many
/// executions there are.
#[track_caller]
pub(crate) fn verified(program: impl Fn() + Send + Sync + 'static) -> u64 {
    let report = interleave::explore(program);
    if let Some(failure) = report.failure() {
        panic!("expected every execution to pass:\n{failure}");
    }
    let verdict = report.verdict();
    assert!(matches!(verdict, Verdict::Verified { .. }), "{verdict:?}");
    report.executions()
}

/// Explores `program`, which must have a failing execution of this kind;
/// returns the explanation.
#[track_caller]
pub(crate) fn fails(
    program: impl Fn() + Send + Sync + 'static,
    kind: FailureKind,
) -> String {
    let report = interleave::explore(program);
    let Some(failure) = report.failure() else {
        panic!("expected a failing execution, found {:?}", report.verdict());
    };
    assert_eq!(failure.kind(), kind, "{failure}");
    failure.to_string()
}

/// Compares the text with a file below `src` that a page includes.
/// `UPDATE_EXPECT=1` writes the file anew, after a change to the explanations.
#[track_caller]
pub(crate) fn shown(file: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(file, text).unwrap();
    } else {
        assert_eq!(fs::read_to_string(file).unwrap(), text);
    }
}
