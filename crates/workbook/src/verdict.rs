//! What the checks say of an exercise: typed, and with a versioned JSON form (`--format json`, the page).
//!
//! Nothing here runs anything: [`judge`] draws the conclusion from what was built and run.
use interleave_trace::{Report, Verdict as Explored};
use serde::Serialize;

use crate::cargo::Diagnostic;
use crate::exit::Exit;
use crate::runner::{Ended, Ran};

/// The version of the JSON that the program writes with `--format json`. It grows by one whenever a reader of the old
/// form would misread the new.
pub const VERSION: u32 = 1;

/// The verdict in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every test passes.
    Solved,
    /// A test fails.
    NotYet,
    /// The compiler rejects the exercise.
    DoesNotCompile,
    /// A test was still running when its time was up.
    Hung,
    /// A test printed without end.
    PrintsWithoutEnd,
}

impl Verdict {
    /// The exit code that says the same.
    pub fn exit(self) -> Exit {
        match self {
            Verdict::Solved => Exit::Ok,
            Verdict::NotYet => Exit::NotYet,
            Verdict::DoesNotCompile => Exit::DoesNotCompile,
            Verdict::Hung | Verdict::PrintsWithoutEnd => Exit::Hung,
        }
    }
}

/// The verdict on one exercise, and all that led to it.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// The exercise's name.
    pub exercise: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What the compiler said: all of it when the exercise does not compile, else its warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The tests, in their order; none when the exercise does not compile.
    pub tests: Vec<Test>,
}

/// One test of an exercise.
#[derive(Debug, Clone, Serialize)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub result: Ended,
    /// Why it failed, in the test's own words; empty when it passed.
    pub message: String,
    /// Where it panicked, when it did: "tests/cases/mod.rs:20:9".
    pub at: Option<String>,
    /// What it printed besides, both streams, its beginning if that is long.
    pub printed: String,
    /// What the checker reported, one for each check.
    pub reports: Vec<Report>,
}

impl Test {
    /// The checker's report of what the test failed for. A test may also explore what is meant to fail, and then
    /// fail by an assertion of its own: then there is none.
    pub fn failure(&self) -> Option<&Report> {
        let said = flat(&self.message);
        self.reports.iter().find(|report| {
            let failure = report.failure.as_ref();
            failure.is_some_and(|failure| said.contains(&flat(&failure.message)))
        })
    }
}

/// The text without its spaces: explanations are wrapped where messages are not.
fn flat(text: &str) -> String {
    text.split_whitespace().collect()
}

impl Outcome {
    /// The tests that did not pass.
    pub fn failing(&self) -> impl Iterator<Item = &Test> {
        self.tests
            .iter()
            .filter(|test| test.result != Ended::Passed)
    }

    /// The executions explored by all checks, when every one of them explored all there are.
    pub fn executions(&self) -> Option<u64> {
        let reports = || self.tests.iter().flat_map(|test| &test.reports);
        let all = reports().next().is_some()
            && reports().all(|report| report.verdict == Explored::Verified);
        all.then(|| reports().map(|report| report.executions).sum())
    }

    /// The limit that an exploration hit, when one did: no failure was found, and that proves nothing.
    pub fn limit(&self) -> Option<&str> {
        self.tests
            .iter()
            .flat_map(|test| &test.reports)
            .find_map(|report| match &report.verdict {
                Explored::Bounded { limit } => Some(limit.as_str()),
                Explored::Verified | Explored::Failed => None,
            })
    }
}

/// Draws the conclusion.
pub fn judge(exercise: &str, diagnostics: Vec<Diagnostic>, ran: Option<Vec<Ran>>) -> Outcome {
    let exercise = exercise.to_owned();
    let Some(ran) = ran else {
        return Outcome {
            exercise,
            verdict: Verdict::DoesNotCompile,
            diagnostics,
            tests: vec![],
        };
    };
    let any = |ended: Ended| ran.iter().any(|test| test.ended == ended);
    let verdict = if any(Ended::TimedOut) {
        Verdict::Hung
    } else if any(Ended::PrintedTooMuch) {
        Verdict::PrintsWithoutEnd
    } else if any(Ended::Failed) {
        Verdict::NotYet
    } else {
        Verdict::Solved
    };
    Outcome {
        exercise,
        verdict,
        diagnostics,
        tests: ran.into_iter().map(test).collect(),
    }
}

fn test(ran: Ran) -> Test {
    let Stderr { panics, rest } = Stderr::read(&ran.stderr);
    // The test's own panic if it has one; else the last, which is what ended it.
    let own = panics
        .iter()
        .rposition(|panic| panic.thread == ran.test)
        .or_else(|| panics.len().checked_sub(1));
    let (mut message, mut at) = (String::new(), None);
    if ran.ended == Ended::Failed {
        if let Some(panic) = own.map(|own| &panics[own]) {
            message.clone_from(&panic.message);
            at = Some(panic.at.clone());
        }
        if let Some(crash) = &ran.crash {
            message = format!("the test's process ended with {crash}\n{message}")
                .trim_end()
                .to_owned();
        }
    }
    let mut printed: Vec<String> = vec![];
    printed.extend((!ran.stdout.trim().is_empty()).then(|| ran.stdout.trim_end().to_owned()));
    printed.extend((!rest.trim().is_empty()).then(|| rest.trim().to_owned()));
    for (index, panic) in panics.iter().enumerate() {
        if ran.ended != Ended::Failed || Some(index) != own {
            printed.push(format!(
                "thread '{}' panicked at {}: {}",
                panic.thread, panic.at, panic.message
            ));
        }
    }
    Test {
        name: ran.test,
        result: ran.ended,
        message,
        at,
        printed: printed.join("\n"),
        reports: ran.reports,
    }
}

/// Standard error, taken apart.
struct Stderr {
    panics: Vec<Panic>,
    rest: String,
}

/// What the default panic hook says.
struct Panic {
    thread: String,
    at: String,
    message: String,
}

impl Stderr {
    /// Tells the panic hook's messages from what the program wrote itself. The hook writes an empty line,
    /// `thread 'NAME' (ID) panicked at PLACE:`, the message, and a note on backtraces at the first of them.
    fn read(text: &str) -> Self {
        let mut panics: Vec<Panic> = vec![];
        let mut rest = String::new();
        let mut inside = false;
        for line in text.lines() {
            if let Some(panic) = panic_heading(line) {
                panics.push(panic);
                inside = true;
            } else if line.starts_with("note: run with `RUST_BACKTRACE=1`")
                || line.is_empty() && ends(&panics, inside)
            {
                inside = false;
            } else if let (true, Some(panic)) = (inside, panics.last_mut()) {
                if !panic.message.is_empty() {
                    panic.message.push('\n');
                }
                panic.message.push_str(line);
            } else {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        for panic in &mut panics {
            panic.message.truncate(panic.message.trim_end().len());
        }
        Stderr { panics, rest }
    }
}

/// An empty line ends a panic's message only after the first panic, which ends with the note: the first message
/// may have empty lines of its own.
fn ends(panics: &[Panic], inside: bool) -> bool {
    inside && panics.len() > 1
}

fn panic_heading(line: &str) -> Option<Panic> {
    let (who, at) = line.strip_prefix("thread '")?.split_once(" panicked at ")?;
    let (thread, _) = who.rsplit_once('\'')?;
    let at = at.strip_suffix(':').unwrap_or(at);
    Some(Panic {
        thread: thread.to_owned(),
        at: at.to_owned(),
        message: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(ended: Ended, stderr: &str) -> Ran {
        let crash = None;
        Ran {
            test: "m::it".into(),
            ended,
            crash,
            stdout: "out\n".into(),
            stderr: stderr.into(),
            reports: vec![],
        }
    }

    #[test]
    fn a_failed_tests_message_is_its_own_panic_without_noise() {
        let stderr = "before\n\nthread '<unnamed>' (7) panicked at src/lib.rs:3:5:\nworker\n\nmore\n\
                      note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n\n\
                      thread 'm::it' (6) panicked at tests/cases/mod.rs:9:9:\nassertion failed\n  left: 1\n";
        let test = test(ran(Ended::Failed, stderr));
        assert_eq!(test.message, "assertion failed\n  left: 1");
        assert_eq!(test.at.as_deref(), Some("tests/cases/mod.rs:9:9"));
        assert_eq!(
            test.printed,
            "out\nbefore\nthread '<unnamed>' panicked at src/lib.rs:3:5: worker\n\nmore"
        );
    }

    #[test]
    fn a_passed_test_has_no_message_though_a_thread_panicked() {
        let test = test(ran(
            Ended::Passed,
            "\nthread 'w' (7) panicked at a.rs:1:1:\nexpected\n",
        ));
        assert_eq!((test.message.as_str(), test.at), ("", None));
        assert!(test.printed.contains("expected"));
    }

    #[test]
    fn only_a_report_that_the_test_failed_for_explains_it() {
        let report: Report = serde_json::from_value(serde_json::json!({
            "version": 1, "test": "m::it", "verdict": { "kind": "failed" },
            "executions": 1, "blocked": 0, "runs": 1,
            "failure": {
                "kind": "panic", "message": "an update was lost", "at": null, "reason": "", "waits": [], "replay": "0",
                "execution": { "threads": [], "objects": [], "steps": [] }
            }
        }))
        .unwrap();
        let failed = |message: &str| {
            let stderr = format!("\nthread 'm::it' (6) panicked at a.rs:9:9:\n{message}\n");
            test(Ran {
                reports: vec![report.clone()],
                ..ran(Ended::Failed, &stderr)
            })
        };
        assert!(
            failed("Panic: an update\nwas lost\nat a.rs:1:1")
                .failure()
                .is_some()
        );
        assert!(
            failed("the check accepts the broken queue")
                .failure()
                .is_none()
        );
    }

    #[test]
    fn the_most_urgent_test_decides() {
        let tests = |ended: &[Ended]| Some(ended.iter().map(|ended| ran(*ended, "")).collect());
        let verdict = |ended: &[Ended]| judge("x", vec![], tests(ended)).verdict;
        assert_eq!(verdict(&[Ended::Passed]), Verdict::Solved);
        assert_eq!(verdict(&[Ended::Passed, Ended::Failed]), Verdict::NotYet);
        assert_eq!(
            verdict(&[Ended::Failed, Ended::PrintedTooMuch, Ended::NotRun]),
            Verdict::PrintsWithoutEnd
        );
        assert_eq!(
            verdict(&[Ended::PrintedTooMuch, Ended::TimedOut]),
            Verdict::Hung
        );
        assert_eq!(judge("x", vec![], None).verdict, Verdict::DoesNotCompile);
    }
}
