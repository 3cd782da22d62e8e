//! What the tests of whole programs share: a verdict is asked for and checked in one line.
#![allow(dead_code, reason = "each test binary uses its own part")]

use interleave::sync::atomic::{AtomicU32, Ordering::Relaxed};
use interleave::{Explorer, Failure, FailureKind, Report, Verdict};

/// Explores, and expects that every execution is fine.
#[track_caller]
pub(crate) fn verified(body: impl Fn() + Send + Sync + 'static) -> Report {
    verified_by(&Explorer::new(), body)
}

/// As [`verified`], with an explorer that was set up.
#[track_caller]
pub(crate) fn verified_by(explorer: &Explorer, body: impl Fn() + Send + Sync + 'static) -> Report {
    let report = explorer.explore(body);
    if let Some(failure) = report.failure() {
        panic!("a right program was rejected:\n{failure}");
    }
    let executions = report.executions();
    assert_eq!(report.verdict(), Verdict::Verified { executions });
    assert!(executions > 0, "nothing was explored");
    report
}

/// Explores, and expects a failure of this kind whose explanation contains all of these words.
#[track_caller]
pub(crate) fn fails(
    kind: FailureKind,
    words: &[&str],
    body: impl Fn() + Send + Sync + 'static,
) -> Failure {
    fails_by(&Explorer::new(), kind, words, body)
}

/// As [`fails`], with an explorer that was set up.
#[track_caller]
pub(crate) fn fails_by(
    explorer: &Explorer,
    kind: FailureKind,
    words: &[&str],
    body: impl Fn() + Send + Sync + 'static,
) -> Failure {
    let report = explorer.explore(body);
    let Some(failure) = report.failure() else {
        panic!(
            "a wrong program was accepted: {:?} after {} executions",
            report.verdict(),
            report.executions()
        );
    };
    assert_eq!(report.verdict(), Verdict::Failed);
    assert_eq!(failure.kind(), kind, "{failure}");
    // The text is wrapped and its source lines are cut to a width; what it says does not depend on that.
    let trace = failure.trace();
    let at = trace.at.as_ref().map_or("", |at| &at.text);
    let steps = trace.execution.steps.iter();
    let results: Vec<_> = steps.map(|step| step.result.as_str()).collect();
    let results = results.join("\n");
    let said = one_line(&format!("{failure}\n{}\n{at}\n{results}", trace.reason));
    for words in words {
        assert!(said.contains(words), "{words:?} is not said in:\n{failure}");
    }
    failure.clone()
}

/// The text with every run of white space made one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The message of the panic that the call is expected to end in.
pub(crate) fn panic_of(call: impl FnOnce()) -> String {
    let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call))
        .expect_err("it should have panicked");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast::<&str>().expect("a message")).to_owned(),
    }
}

/// Adds one in two steps, in a file that is not the test's own.
pub(crate) fn add_badly(count: &AtomicU32) {
    let seen = count.load(Relaxed);
    count.store(seen + 1, Relaxed);
}
