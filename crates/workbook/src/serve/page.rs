//! A verdict as the page shows it. `widgets/verdict.js` shows these words and adds none.

use crate::book::stepper::data::Stepper;
use interleave_trace::Report;
use serde::Serialize;
use std::path::Path;

/// What is known of an exercise.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// A check is under way.
    Running,
    /// All checks pass.
    Solved {
        /// What was explored, in a sentence: "1,680 executions explored, which is every one."
        detail: String,
    },
    /// A check fails.
    NotYet {
        /// How many, in a sentence: "1 of 4 tests fails."
        detail: String,
        /// The failing tests, the one to mend first in front.
        tests: Vec<Test>,
    },
    /// The compiler rejects it.
    DoesNotCompile {
        /// All that rustc said.
        output: String,
    },
    /// A test ran or printed without end, and was stopped.
    Stopped {
        /// Which, and what that means.
        detail: String,
    },
    /// The check could not be done, for no fault of the learner's.
    Broken {
        /// Why.
        message: String,
    },
}

/// A test that fails.
#[derive(Debug, Clone)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// Its message.
    pub message: String,
    /// What it printed.
    pub printed: String,
    /// The checker's report, when the test explores executions.
    pub report: Option<Report>,
}

/// The JSON that a page gets.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Shown {
    /// For the style sheet: "running", "solved", "not_yet", "does_not_compile", "stopped", "broken".
    state: &'static str,
    headline: &'static str,
    detail: String,
    tests: Vec<ShownTest>,
    /// Text for a `<pre>`: the compiler's.
    output: String,
}

#[derive(Debug, Clone, Serialize)]
struct ShownTest {
    name: String,
    message: String,
    printed: String,
    stepper: Option<Stepper>,
    /// The command that shows this execution again.
    replay: Option<String>,
}

impl Shown {
    /// The verdict on `exercise`. `root` is where the learner's files are.
    pub(crate) fn new(root: &Path, exercise: &str, verdict: &Verdict) -> Self {
        let shown = |state, headline, detail: &str| Shown {
            state,
            headline,
            detail: detail.to_owned(),
            tests: Vec::new(),
            output: String::new(),
        };
        match verdict {
            Verdict::Running => shown("running", "Checking …", ""),
            Verdict::Solved { detail } => shown("solved", "Solved", detail),
            Verdict::Stopped { detail } => shown("stopped", "Not yet", detail),
            Verdict::Broken { message } => shown("broken", "The check could not be done", message),
            Verdict::DoesNotCompile { output } => Shown {
                output: output.clone(),
                ..shown("does_not_compile", "It does not compile", "")
            },
            Verdict::NotYet { detail, tests } => Shown {
                tests: tests
                    .iter()
                    .map(|test| ShownTest::new(root, exercise, test))
                    .collect(),
                ..shown("not_yet", "Not yet", detail)
            },
        }
    }
}

impl ShownTest {
    fn new(root: &Path, exercise: &str, test: &Test) -> Self {
        let failure = test
            .report
            .as_ref()
            .and_then(|report| report.failure.as_ref());
        // An execution with no step has nothing to play; the message stays.
        let playable = failure.filter(|failure| !failure.execution.steps.is_empty());
        let stepper = playable.map(|failure| {
            let mut stepper = Stepper::of_failure(failure);
            // Without an anchor this cannot fail: lines that cannot be read are those of the steps.
            let _ = stepper.add_source(root, None);
            stepper
        });
        ShownTest {
            name: test.name.clone(),
            message: test.message.clone(),
            printed: test.printed.clone(),
            replay: stepper
                .is_some()
                .then(|| {
                    failure.map(|failure| {
                        format!("cargo workbook replay {exercise} {}", failure.replay)
                    })
                })
                .flatten(),
            stepper,
        }
    }
}
