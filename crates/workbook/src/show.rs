//! Verdicts as text for a terminal: what the learner needs to see, and nothing of cargo or libtest.
use anstyle::Style;
use interleave_trace::text;

use crate::context::{BAD, Context, GOOD, QUIET, STRONG, WARNING};
use crate::runner::{Ended, MOST_PRINTED};
use crate::serve;
use crate::verdict::{Outcome, Test, Verdict};

/// The verdict in a line, for a list of several.
pub fn line(context: &Context, outcome: &Outcome) -> String {
    let (style, sign, words) = words(outcome);
    format!(
        "{} {}: {words}",
        context.paint(style, sign),
        context.paint(STRONG, &outcome.exercise)
    )
}

/// The verdict in full. `seconds` is how long a test might take.
pub fn full(context: &Context, outcome: &Outcome, seconds: u64) -> String {
    let mut parts = vec![line(context, outcome)];
    if outcome.verdict == Verdict::DoesNotCompile {
        let rendered: String = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rendered.as_str())
            .collect();
        return format!("{rendered}{}", parts.remove(0));
    }
    let failing = failing(outcome);
    let shown = if context.verbose { failing.len() } else { 1 };
    for test in failing.iter().take(shown) {
        parts.push(self::test(context, &outcome.exercise, test, seconds));
    }
    let others: Vec<_> = failing
        .iter()
        .skip(shown)
        .map(|test| test.name.as_str())
        .collect();
    if !others.is_empty() {
        let others = format!("Also failing: {} (--verbose shows all)", others.join(", "));
        parts.push(context.paint(QUIET, others));
    }
    if context.verbose {
        let warnings = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rendered.trim_end().to_owned());
        parts.extend(warnings);
    }
    parts.join("\n\n")
}

fn words(outcome: &Outcome) -> (Style, &'static str, String) {
    match outcome.verdict {
        Verdict::Solved if outcome.limit().is_some() => {
            let limit = outcome.limit().unwrap_or_default();
            let words = format!(
                "solved, as far as was explored. No execution failed, but the limit {limit} was hit"
            );
            (WARNING, "✓", words)
        }
        Verdict::Solved => {
            let explored = outcome.executions().map(|executions| {
                let executions = text::counted(executions, "execution", "executions");
                format!(". {executions} explored, which is every one")
            });
            (GOOD, "✓", format!("solved{}", explored.unwrap_or_default()))
        }
        Verdict::NotYet => {
            let failing = outcome
                .tests
                .iter()
                .filter(|test| test.result == Ended::Failed)
                .count();
            let tests = text::counted(outcome.tests.len() as u64, "test", "tests");
            (
                BAD,
                "✗",
                format!(
                    "not yet. {failing} of {tests} {}",
                    if failing == 1 { "fails" } else { "fail" }
                ),
            )
        }
        Verdict::DoesNotCompile => (BAD, "✗", "does not compile".to_owned()),
        Verdict::Hung => (WARNING, "∞", "a test never ended".to_owned()),
        Verdict::PrintsWithoutEnd => (WARNING, "∞", "a test prints without end".to_owned()),
    }
}

/// One test that did not pass.
fn test(context: &Context, exercise: &str, test: &Test, seconds: u64) -> String {
    let mut lines = vec![context.paint(STRONG, &test.name)];
    match (test.result, test.failure()) {
        (Ended::Failed, Some(report)) => {
            let options = text::Options {
                width: context.width,
                colour: context.colour,
                exercise: Some(exercise.to_owned()),
            };
            lines.push(text::report(report, &options).trim_end().to_owned());
            // What it printed is in the execution's own steps.
            return lines.join("\n");
        }
        (Ended::TimedOut | Ended::PrintedTooMuch, _) => lines.push(endless(test, seconds)),
        _ if test.message.is_empty() => lines.push("It failed without a message.".to_owned()),
        _ => lines.push(test.message.clone()),
    }
    if let Some(at) = &test.at {
        lines.push(context.paint(QUIET, format!("at {at}")));
    }
    if !test.printed.is_empty() {
        lines.push(context.paint(QUIET, "It printed:"));
        let printed: Vec<_> = test.printed.lines().collect();
        let most = if context.verbose {
            printed.len()
        } else {
            MOST_LINES
        };
        lines.extend(
            printed
                .iter()
                .take(most)
                .map(|line| format!("  {}", clean(line))),
        );
        if printed.len() > most {
            let more = text::counted((printed.len() - most) as u64, "line", "lines");
            lines.push(context.paint(QUIET, format!("  ... and {more} more")));
        }
    }
    lines.join("\n")
}

/// The verdict for the page.
pub fn on_page(outcome: &Outcome, seconds: u64) -> serve::Verdict {
    let (_, _, words) = words(outcome);
    let sentence = |words: &str| {
        let mut letters = words.chars();
        let first = letters
            .next()
            .map(|first| first.to_uppercase().to_string())
            .unwrap_or_default();
        format!("{first}{}.", letters.as_str())
    };
    // The page has its own headline for the verdict.
    let detail = |headline: &str| {
        sentence(
            words
                .strip_prefix(headline)
                .unwrap_or(&words)
                .trim_start_matches([' ', '.', ',']),
        )
    };
    match outcome.verdict {
        Verdict::Solved if words != "solved" => serve::Verdict::Solved {
            detail: detail("solved"),
        },
        Verdict::Solved => serve::Verdict::Solved {
            detail: "Every test passes.".to_owned(),
        },
        Verdict::NotYet => serve::Verdict::NotYet {
            detail: detail("not yet"),
            tests: failing(outcome).into_iter().map(page_test).collect(),
        },
        Verdict::DoesNotCompile => {
            let rendered: String = outcome
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.rendered.as_str())
                .collect();
            serve::Verdict::DoesNotCompile {
                output: console::strip_ansi_codes(&rendered).into_owned(),
            }
        }
        Verdict::Hung | Verdict::PrintsWithoutEnd => {
            let said = failing(outcome)
                .first()
                .map(|test| format!("`{}`: {}", test.name, endless(test, seconds)));
            serve::Verdict::Stopped {
                detail: said.unwrap_or_default(),
            }
        }
    }
}

fn page_test(test: &Test) -> serve::Test {
    let report = test.failure();
    let failure = report.and_then(|report| report.failure.as_ref());
    let message = match (failure, &test.at) {
        (Some(failure), _) => failure.message.clone(),
        (None, Some(at)) => format!("{}\nat {at}", test.message),
        (None, None) => test.message.clone(),
    };
    serve::Test {
        name: test.name.clone(),
        message,
        printed: test.printed.clone(),
        report: report.cloned(),
    }
}

/// The tests that did not pass, the one to mend first in front: one that never ended, then one whose execution is known.
fn failing(outcome: &Outcome) -> Vec<&Test> {
    let mut failing: Vec<&Test> = outcome
        .failing()
        .filter(|test| test.result != Ended::NotRun)
        .collect();
    failing.sort_by_key(|test| (test.result == Ended::Failed, test.failure().is_none()));
    failing
}

/// What is said of a test that was stopped.
fn endless(test: &Test, seconds: u64) -> String {
    if test.result == Ended::PrintedTooMuch {
        return format!(
            "It printed more than {} MB, and was stopped.",
            MOST_PRINTED >> 20
        );
    }
    format!(
        "It was still running after {seconds} seconds, and was stopped. Either two threads wait for each other, or a \
         loop waits for something that never happens."
    )
}

/// How much of what a test printed is shown; `--verbose` shows all that was kept.
const MOST_LINES: usize = 20;

/// The longest line that is shown of what a test printed.
const LONGEST: usize = 400;

/// A line that a program printed, made safe for the terminal.
fn clean(line: &str) -> String {
    let mut clean = String::new();
    for c in line.chars().take(LONGEST) {
        if c.is_control() && c != '\t' {
            clean.extend(c.escape_default())
        } else {
            clean.push(c)
        }
    }
    if line.chars().nth(LONGEST).is_some() {
        clean.push('…');
    }
    clean
}
