//! Wrong solutions: their headers, and whether a verdict is the one that a header names.
//!
//! The header (`exercises/FORMAT.md`) says which tests must reject the file, by what kind of failure, and in which words. A
//! rejection for another reason is no rejection: it would tell the learner something else.
use std::path::{Path, PathBuf};

use interleave_trace::{Failure, FailureKind, text};

use super::header;
use crate::runner::Ended;
use crate::verdict::{Outcome, Test, Verdict};

/// A file of `wrong/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The file's name without `.rs`.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// The tests that must fail.
    pub tests: Vec<String>,
    /// How they must fail.
    pub kind: Rejected,
    /// The words that the verdict must have.
    pub says: Vec<String>,
}

impl Wrong {
    /// Whether the rejection depends on this test.
    pub(super) fn is_judged_by(&self, test: &str) -> bool {
        self.tests.is_empty() || self.tests.iter().any(|name| is_called(test, name))
    }
}

/// How a wrong solution must be rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rejected {
    /// By the checker, with a failure of this kind.
    Checker(FailureKind),
    /// By a failing test.
    Assert,
    /// By the compiler: the file itself, or a case that the test has it compile.
    Compile,
}

const KINDS: &[(&str, Rejected)] = &[
    ("panic", Rejected::Checker(FailureKind::Panic)),
    ("data_race", Rejected::Checker(FailureKind::DataRace)),
    ("deadlock", Rejected::Checker(FailureKind::Deadlock)),
    ("livelock", Rejected::Checker(FailureKind::Livelock)),
    ("leak", Rejected::Checker(FailureKind::Leak)),
    ("misuse", Rejected::Checker(FailureKind::Misuse)),
    ("assert", Rejected::Assert),
    ("compile", Rejected::Compile),
];

/// The wrong solutions in a folder `wrong`, by name. A header that is wrong is an `Err` that says where and why.
pub(super) fn read(folder: &Path) -> Vec<Result<Wrong, String>> {
    header::read(folder, parse)
}

fn parse(file: &Path, text: &str) -> Result<Wrong, String> {
    let name = header::name(file);
    let (mut tests, mut says, mut kind) = (vec![], vec![], None);
    let (mut title, mut idea) = (false, false);
    for line in header::lines(file, text)? {
        match line.key {
            "title" => title = true,
            "idea" => idea = true,
            "test" => tests.push(line.value.to_owned()),
            "says" => says.push(line.value.to_owned()),
            "kind" => {
                let known = KINDS.iter().find(|(name, _)| *name == line.value);
                kind = Some(
                    known
                        .ok_or_else(|| {
                            let names: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
                            format!(
                                "{}: no kind is called `{}`: {}",
                                line.at,
                                line.value,
                                names.join(", ")
                            )
                        })?
                        .1,
                );
            }
            other => {
                return Err(format!(
                    "{}: no key is called `{other}`: title, idea, test, kind, says",
                    line.at
                ));
            }
        }
    }
    let lacks = |what: &str| format!("{}: the header lacks `//@ {what}:`", header::shown(file));
    let kind = kind.ok_or_else(|| lacks("kind"))?;
    for (is, what) in [(title, "title"), (idea, "idea"), (!says.is_empty(), "says")] {
        if !is {
            return Err(lacks(what));
        }
    }
    if tests.is_empty() && kind != Rejected::Compile {
        return Err(lacks("test"));
    }
    Ok(Wrong {
        name,
        file: file.to_path_buf(),
        tests,
        kind,
        says,
    })
}

/// Whether the outcome is the rejection that the header names; if not, what is the matter.
pub(super) fn judge(wrong: &Wrong, outcome: &Outcome) -> Result<(), String> {
    if outcome.verdict == Verdict::DoesNotCompile {
        let rendered: String = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rendered.as_str())
            .collect();
        if wrong.kind != Rejected::Compile {
            return Err(format!("it does not compile:\n{rendered}"));
        }
        let codes: Vec<_> = outcome
            .diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.code.as_deref())
            .collect();
        return says(
            wrong,
            &format!("{}\n{rendered}", codes.join(" ")),
            "the compiler",
        );
    }
    // A test that was killed proves nothing: no verdict may depend on time.
    if let Some(test) = outcome
        .tests
        .iter()
        .find(|test| matches!(test.result, Ended::TimedOut | Ended::PrintedTooMuch))
    {
        return Err(format!(
            "`{}` never ended; it must fail by itself",
            test.name
        ));
    }
    if wrong.tests.is_empty() {
        let failing: Vec<_> = outcome.failing().map(words).collect();
        return if failing.is_empty() {
            Err(accepted())
        } else {
            says(wrong, &failing.join("\n"), "the tests")
        };
    }
    let mut all = String::new();
    for name in &wrong.tests {
        let test = outcome
            .tests
            .iter()
            .find(|test| is_called(&test.name, name));
        let test = test.ok_or_else(|| format!("there is no test `{name}`"))?;
        rejects(wrong.kind, test)?;
        all.push_str(&words(test));
    }
    says(wrong, &all, "the verdict")
}

fn accepted() -> String {
    "every test passes: it is not rejected".to_owned()
}

/// `every_increment_counts` also calls `cases::every_increment_counts`.
fn is_called(test: &str, name: &str) -> bool {
    test == name
        || test
            .strip_suffix(name)
            .is_some_and(|path| path.ends_with("::"))
}

fn rejects(kind: Rejected, test: &Test) -> Result<(), String> {
    if test.result != Ended::Failed {
        return Err(format!("`{}` does not reject it", test.name));
    }
    let Rejected::Checker(wanted) = kind else {
        return Ok(());
    };
    let failures: Vec<_> = failures(test).collect();
    if failures.iter().any(|failure| failure.kind == wanted) {
        return Ok(());
    }
    let found = failures
        .first()
        .map_or("a failed assertion outside of the checker", |failure| {
            text::kind(failure.kind)
        });
    Err(format!(
        "`{}` rejects it by {found}, and not by {}:\n{}",
        test.name,
        text::kind(wanted),
        words(test).trim()
    ))
}

fn failures(test: &Test) -> impl Iterator<Item = &Failure> {
    test.reports
        .iter()
        .filter_map(|report| report.failure.as_ref())
}

fn says(wrong: &Wrong, said: &str, who: &str) -> Result<(), String> {
    let flat = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let flattened = flat(said);
    match wrong
        .says
        .iter()
        .find(|words| !flattened.contains(&flat(words)))
    {
        Some(missing) => Err(format!(
            "{who} does not say `{missing}`. It says:\n{}",
            said.trim()
        )),
        None => Ok(()),
    }
}

/// Everything that a failed test says to the learner.
fn words(test: &Test) -> String {
    let mut words = vec![test.message.clone(), test.printed.clone()];
    for failure in failures(test) {
        words.push(format!("{}: {}", text::kind(failure.kind), failure.message));
        words.push(failure.reason.clone());
        words.extend(failure.waits.iter().map(|wait| wait.what.clone()));
    }
    words.retain(|words| !words.is_empty());
    words.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict;

    const HEADER: &str = "//@ title: T\n//@ idea: I\n//@ test: it_counts\n//@ kind: assert\n//@ says: lost  Update\n\nfn x() {}\n";

    fn wrong() -> Wrong {
        parse(Path::new("wrong/load_then_store.rs"), HEADER).unwrap()
    }

    fn outcome(ended: Ended, stderr: &str) -> Outcome {
        let ran = crate::runner::Ran {
            test: "cases::it_counts".into(),
            ended,
            crash: None,
            stdout: String::new(),
            stderr: stderr.into(),
            reports: vec![],
        };
        verdict::judge("x", vec![], Some(vec![ran]))
    }

    #[test]
    fn a_header_is_read_and_a_wrong_one_says_where() {
        let wrong = wrong();
        assert_eq!(wrong.name, "load_then_store");
        assert_eq!((wrong.tests.len(), wrong.kind), (1, Rejected::Assert));
        let parse = |text: &str| parse(Path::new("wrong/w.rs"), text).unwrap_err();
        assert_eq!(
            parse("//@ title: T\n//@ kid: panic\n"),
            "wrong/w.rs:2: no key is called `kid`: title, idea, test, kind, says"
        );
        assert!(
            parse("//@ kind: panics\n")
                .starts_with("wrong/w.rs:1: no kind is called `panics`: panic, data_race")
        );
        assert_eq!(
            parse("//@ title: T\n"),
            "wrong/w.rs: the header lacks `//@ kind:`"
        );
        assert_eq!(parse("//@ title:\n"), "wrong/w.rs:1: `title` has no value");
    }

    #[test]
    fn only_the_named_rejection_counts() {
        let said =
            |text| format!("\nthread 'cases::it_counts' (1) panicked at a.rs:1:1:\n{text}\n");
        assert_eq!(
            judge(&wrong(), &outcome(Ended::Failed, &said("a lost\nupdate"))),
            Ok(())
        );
        let passed = judge(&wrong(), &outcome(Ended::Passed, "")).unwrap_err();
        assert_eq!(passed, "`cases::it_counts` does not reject it");
        let other = judge(&wrong(), &outcome(Ended::Failed, &said("torn value"))).unwrap_err();
        assert!(
            other.starts_with("the verdict does not say `lost  Update`. It says:\ntorn value"),
            "{other}"
        );
        let hung = judge(&wrong(), &outcome(Ended::TimedOut, "")).unwrap_err();
        assert!(hung.contains("never ended"), "{hung}");
        let by_checker = Wrong {
            kind: Rejected::Checker(FailureKind::Deadlock),
            ..wrong()
        };
        let message =
            judge(&by_checker, &outcome(Ended::Failed, &said("lost update"))).unwrap_err();
        assert!(
            message.contains("a failed assertion outside of the checker, and not by Deadlock"),
            "{message}"
        );
    }
}
