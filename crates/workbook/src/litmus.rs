//! Litmus reports as text for a terminal.
use interleave_litmus::native::Progress;
use interleave_litmus::{Machine, Measured, Report, ReportRow};

use crate::context::{BAD, Context, GOOD, QUIET, STRONG, WARNING};

/// What the tour begins with.
const INTRODUCTION: &str = "\
Each test asks whether its threads may end with an outcome that no interleaving of them has. Three models answer: Rust (RC11), x86 \
(x86-TSO) and ARM (ARMv8); and it is run here. `_` is the ordering: Relaxed everywhere, then AcqRel (loads Acquire, stores Release), \
then SeqCst. In an outcome, 1:r0=1 says that r0 of thread 1 is 1 in the end.";

/// Explanations of outcomes stand in the table as long as it has no more rows than this.
const FEW: usize = 8;
/// How wide a full bar is, at most.
const BAR: usize = 16;
/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// What stands before "seen ..." in the tour: indent, orderings, three verdicts.
const BEFORE_SEEN: usize = 2 + 8 + 2 + 3 * 9 + 2 * 2 + 2;

/// How wide a line may be.
fn width(context: &Context) -> usize {
    context.width.clamp(40, WIDEST)
}

/// One test with one choice of orderings.
pub fn full(context: &Context, report: &Report) -> String {
    let mut text = format!("{}\n\n", heading(context, report));
    text += &indent(&code(context, report, true), 2);
    if let Some(race) = &report.race {
        text += &format!(
            "\n{}\n",
            context.paint(
                BAD,
                paragraph(context, &format!("Undefined behaviour: {race}"), 2)
            )
        );
    }
    text += &format!("\n{}", table(context, report));
    if let Some(measured) = &report.measured {
        text += &format!(
            "\n{}\n",
            context.paint(QUIET, paragraph(context, &how(measured), 2))
        );
    }
    if report.stopped {
        text += "  Stopped before the end: this is what was seen so far.\n";
    }
    for remark in &report.remarks {
        text += &format!("\n{}\n", paragraph(context, remark, 2));
    }
    if let Some(next) = next(report) {
        text += &format!(
            "\n  {}\n",
            context.paint(QUIET, format!("Next: cargo workbook litmus {next}"))
        );
    }
    text.truncate(text.trim_end().len());
    text
}

/// What stands before the tour.
pub fn introduction(context: &Context) -> String {
    paragraph(context, INTRODUCTION, 0) + "\n"
}

/// A line of the list: a name, in a column of this width, and what the test asks.
pub fn listed(context: &Context, name: &str, column: usize, about: &str) -> String {
    let about = paragraph(context, about, column + 2);
    let name = context.paint(STRONG, format!("{name:column$}"));
    format!("{name}  {}", about.trim_start())
}

/// A test of the tour: the outcome that it is about, with each choice of orderings.
pub fn stop_of_tour(context: &Context, reports: &[Report]) -> String {
    let first = &reports[0];
    let mut text = format!("{}\n\n", heading(context, first));
    text += &indent(&code(context, first, false), 2);
    let asked = first.asked();
    text += &format!(
        "\n  May it end with {}?\n",
        context.paint(STRONG, &asked.outcome)
    );
    for report in reports {
        let row = report.asked();
        let seen = match (row.seen, &report.measured) {
            (Some(seen), Some(measured)) => {
                let said = format!(
                    "seen {} of {} times  ",
                    grouped(seen),
                    grouped(measured.observations)
                );
                let room = width(context).saturating_sub(BEFORE_SEEN + said.len());
                said + &bar(seen, measured.observations, room)
            }
            _ => "not run: it is a data race".to_owned(),
        };
        let verdicts = verdicts(context, report, row);
        text += &format!(
            "  {:8}  {verdicts}  {}\n",
            report.orderings,
            seen.trim_end()
        );
    }
    let why = reports
        .iter()
        .find(|report| report.asked().allowed.rc11)
        .map_or(&first.asked().why, |report| &report.asked().why);
    let mut said = why.clone();
    // The same remark for each of the orderings would be noise: the first is the one that matters.
    said.extend(first.remarks.iter().cloned());
    for line in &said {
        text += &format!("{}\n", context.paint(QUIET, paragraph(context, line, 2)));
    }
    text
}

/// What the tour ends with.
pub fn end_of_tour(context: &Context, machine: &Machine, stopped: bool) -> String {
    let begun = if stopped {
        "Stopped before the end. "
    } else {
        ""
    };
    let was = format!(
        "{begun}This was {} ({}, {}).",
        machine.cpu,
        machine.family(),
        machine.os
    );
    let more = "`cargo workbook litmus sb` shows one test in full, every outcome with its reason; --orderings chooses the orderings.";
    format!(
        "{}\n{}",
        paragraph(context, &was, 0),
        paragraph(context, more, 0)
    )
}

/// How far a run is, in half a line.
pub fn progress(progress: &Progress, rounds: u64) -> String {
    let speed = progress.rounds as f64 / progress.elapsed.as_secs_f64().max(1e-9);
    format!(
        "{}%, {} weak in {}, {}/s",
        (progress.rounds as f64 / rounds.max(1) as f64 * 100.0) as u64,
        grouped(progress.weak),
        grouped(progress.rounds),
        millions(speed),
    )
}

/// What is said of an outcome that should not have been seen.
pub fn violation(report: &Report) -> String {
    let rows = report.rows.iter().filter(|row| row.violation);
    let outcomes: Vec<_> = rows
        .map(|row| format!("{} ({} times)", row.outcome, grouped(row.seen.unwrap_or(0))))
        .collect();
    let orderings = &report.orderings;
    format!(
        "error: FORBIDDEN OUTCOME SEEN: `{} --orderings {orderings}` ended with {}.\nEither a model of this workbook, the compiler or this \
         machine is wrong. Please report it, with the output of\n  cargo workbook litmus {} --orderings {orderings} --format json",
        report.test,
        outcomes.join(", "),
        report.test,
    )
}

fn heading(context: &Context, report: &Report) -> String {
    let text = paragraph(context, &format!("{}  {}", report.test, report.about), 0);
    let about = text.strip_prefix(report.test).unwrap_or_default();
    context.paint(STRONG, report.test) + about
}

/// The code, a column for each thread. Threads that find no room beside the others stand below them.
fn code(context: &Context, report: &Report, orderings: bool) -> String {
    const GAP: usize = 4;
    let columns: Vec<Vec<String>> = (report.threads.iter().enumerate())
        .map(|(number, lines)| {
            let last = number + 1 == report.threads.len() && report.readers > 1;
            let title = if last {
                format!("thread {number}, {} times", report.readers)
            } else {
                format!("thread {number}")
            };
            let line = |line: &String| {
                if orderings {
                    line.clone()
                } else {
                    without_orderings(line)
                }
            };
            [title].into_iter().chain(lines.iter().map(line)).collect()
        })
        .collect();
    let wide = |column: &Vec<String>| column.iter().map(String::len).max().unwrap_or(0);
    let mut text = format!("{}\n", report.initially);
    // The fewest rows of threads that fit, all about as long.
    let fits = |beside: &usize| {
        (columns.chunks(*beside)).all(|group| {
            2 + group.iter().map(wide).sum::<usize>() + GAP * (group.len() - 1) <= width(context)
        })
    };
    let counts = (1..=columns.len()).map(|rows| columns.len().div_ceil(rows));
    let beside = counts.into_iter().find(fits).unwrap_or(1);
    for (number, group) in columns.chunks(beside).enumerate() {
        if number > 0 {
            text.push('\n');
        }
        let height = group.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let mut line = String::new();
            for column in group {
                let cell = column.get(row).map_or("", String::as_str);
                line += &format!("{cell:0$}", wide(column) + GAP);
            }
            text += line.trim_end();
            text.push('\n');
        }
    }
    text
}

fn without_orderings(line: &str) -> String {
    // The longest first: none is a part of another but by chance.
    ["Relaxed", "Release", "Acquire", "AcqRel", "SeqCst"]
        .iter()
        .fold(line.to_owned(), |line, name| line.replace(name, "_"))
}

fn table(context: &Context, report: &Report) -> String {
    let width_of_outcome = report
        .rows
        .iter()
        .map(|row| row.outcome.len())
        .max()
        .unwrap_or(0)
        .max("outcome".len());
    let total = report
        .measured
        .as_ref()
        .map_or(0, |measured| measured.observations);
    let heads = format!(
        "    {:width_of_outcome$}  {:9}  {:9}  {:9}",
        "outcome", "Rust", "x86", "ARM"
    );
    // As wide as the largest count, or the words above it.
    let counts = (report.rows.iter())
        .map(|row| grouped(row.seen.unwrap_or(0)).len())
        .chain(["seen here".len()])
        .max()
        .unwrap_or(0);
    let seen = if report.measured.is_some() {
        format!("  {:>counts$}", "seen here")
    } else {
        String::new()
    };
    let before = 4 + width_of_outcome + 2 + 3 * 9 + 2 * 2 + 2 + counts + 2;
    let room = width(context).saturating_sub(before);
    let heads = heads + &seen;
    let mut text = format!("{}\n", context.paint(QUIET, heads.trim_end()));
    let explained = report.rows.len() <= FEW || context.verbose;
    for row in &report.rows {
        let mark = if row.asked { "*" } else { " " };
        let name = format!("{:width_of_outcome$}", row.outcome);
        let name = if row.weak {
            context.paint(STRONG, name)
        } else {
            name
        };
        text += &format!("  {mark} {name}  {}", verdicts(context, report, row));
        if let Some(seen) = row.seen {
            let count = format!("{:>counts$}  {}", grouped(seen), bar(seen, total, room));
            let style = if row.violation {
                BAD
            } else if row.weak && seen > 0 {
                WARNING
            } else {
                QUIET
            };
            text += &format!("  {}", context.paint(style, count.trim_end()));
        }
        text = text.trim_end().to_owned() + "\n";
        if explained || row.weak {
            for line in &row.why {
                text += &format!("{}\n", context.paint(QUIET, paragraph(context, line, 6)));
            }
        }
    }
    text += &format!(
        "  * what the test is about: no interleaving ends like this\n{}",
        if explained {
            ""
        } else {
            "  --verbose gives an interleaving for each of the others\n"
        }
    );
    text
}

/// What Rust, x86 and ARM say, in columns.
fn verdicts(context: &Context, report: &Report, row: &ReportRow) -> String {
    let word = |allowed: bool| if allowed { "allowed" } else { "forbidden" };
    let paint = |word: &str| {
        let style = if word == "forbidden" { GOOD } else { WARNING };
        let padded = format!("{word:9}");
        if row.weak {
            context.paint(style, padded)
        } else {
            padded
        }
    };
    let rust = match &report.race {
        Some(_) => context.paint(BAD, format!("{:9}", "undefined")),
        // RC11 says no for a reason of its own; see the row's explanation.
        None if row.allowed.load_buffering => paint("not RC11"),
        None => paint(word(row.allowed.rc11)),
    };
    format!(
        "{rust}  {}  {}",
        paint(word(row.allowed.x86_tso)),
        paint(word(row.allowed.arm()))
    )
}

/// Where and how fast it ran.
fn how(measured: &Measured) -> String {
    let pinned = if measured.pinned {
        ", each kept on one"
    } else {
        ""
    };
    format!(
        "{} rounds in {:.2} s, {} a second: {} threads on {} processors{pinned}, {} ({}, {})",
        grouped(measured.rounds),
        measured.seconds,
        millions(measured.rounds as f64 / measured.seconds.max(1e-9)),
        measured.threads,
        measured.processors,
        measured.machine.cpu,
        measured.machine.family(),
        measured.machine.os
    )
}

/// What to try next: the next stronger orderings of the tour; after the last, nothing.
fn next(report: &Report) -> Option<String> {
    let test = interleave_litmus::find(report.test)?;
    let tour: Vec<_> = test
        .tour()
        .iter()
        .map(interleave_litmus::Choice::label)
        .collect();
    let at = tour.iter().position(|label| *label == report.orderings)?;
    tour.get(at + 1)
        .map(|label| format!("{} --orderings {label}", report.test))
}

/// A bar for a share, no wider than there is room, and an eighth of a character at least if it is not nothing.
fn bar(count: u64, total: u64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let full = 8 * room.min(BAR);
    if count == 0 || total == 0 || full == 0 {
        return String::new();
    }
    let eighths = ((count as f64 / total as f64 * full as f64).round() as usize).clamp(1, full);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// `1,234,567`
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn millions(number: f64) -> String {
    if number < 1e6 {
        grouped(number.round() as u64)
    } else {
        format!("{:.1} million", number / 1e6)
    }
}

fn indent(text: &str, columns: usize) -> String {
    text.lines()
        .map(|line| format!("{:columns$}{line}", "").trim_end().to_owned() + "\n")
        .collect()
}

/// A text broken into lines, each indented.
fn paragraph(context: &Context, text: &str, columns: usize) -> String {
    broken(text, columns, width(context))
}

fn broken(text: &str, columns: usize, width: usize) -> String {
    let text = kept_together(text);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("it begins with one");
        if !last.is_empty() && columns + last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| format!("{:columns$}{line}", ""))
        .collect();
    lines.join("\n").replace(NO_BREAK, " ")
}

/// Stands for a space at which a line is not broken.
const NO_BREAK: char = '\u{a0}';

/// The text with such spaces in code and around `=`.
fn kept_together(text: &str) -> String {
    let mut code = false;
    let text: String = text
        .chars()
        .map(|c| {
            code ^= c == '`';
            if code && c == ' ' { NO_BREAK } else { c }
        })
        .collect();
    text.replace(" = ", &format!("{NO_BREAK}={NO_BREAK}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let all = [0, 12, 999, 1_000, 1_234_567].map(grouped);
        assert_eq!(all, ["0", "12", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_hides_what_was_seen() {
        assert_eq!(bar(0, 10, 80), "");
        assert_eq!(bar(1, 1_000_000, 80), "▏");
        assert_eq!(bar(5, 10, 80).chars().count(), BAR / 2);
        assert_eq!(bar(10, 10, 80), "█".repeat(BAR));
        assert_eq!(bar(10, 10, 5), "█".repeat(5));
        assert_eq!(bar(10, 10, 0), "");
    }

    #[test]
    fn paragraphs_are_broken_and_indented() {
        let text = broken(&"word ".repeat(40), 4, 60);
        assert!(
            text.lines()
                .all(|line| line.starts_with("    word") && line.len() <= 60)
        );
        assert!(text.lines().count() > 1);
    }

    #[test]
    fn code_and_equations_are_not_broken() {
        let text = broken("thread 0's `x.store(1, Relaxed)` and y = 1", 0, 20);
        assert_eq!(text, "thread 0's\n`x.store(1, Relaxed)`\nand y = 1");
    }
}
