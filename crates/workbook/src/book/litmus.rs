//! Litmus tests in a chapter: `{{#litmus sb orderings=SeqCst}}` as static HTML.
//!
//! What is allowed is asked of the models while the book is built; what was seen comes from a record, `book/litmus.json`. Nothing is
//! typed in, and a record that contradicts the models fails the build.

use super::directive::LitmusCall;
use super::markdown::{Context, escape, inline, one_block, outside_links};
use super::problem::suggestion;
use crate::litmus::grouped;
use interleave_litmus::{Choice, Measured, Record, Report, ReportRow, find, tests};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// What was seen, relative to the workbook's root.
const RECORD: &str = "book/litmus.json";
/// The orderings that ask for those of the tour.
const TOUR: &str = "tour";

/// A test with its orderings, and a report for each machine on which it was run; one without a run if it cannot be run.
struct Case {
    choice: Choice,
    reports: Vec<Report>,
}

/// Renders `{{#litmus}}` as one block of HTML.
pub(crate) fn render(root: &Path, call: &LitmusCall) -> Result<String, Vec<String>> {
    let record = Record::read(&root.join(RECORD)).map_err(|error| {
        let path = root.join(RECORD).display().to_string();
        vec![error.to_string().replace(&path, RECORD)]
    })?;
    let mut cases = Vec::new();
    let mut wrong = Vec::new();
    for choice in choices(call)? {
        match case(choice, &record) {
            Ok(case) => cases.push(case),
            Err(problem) => wrong.push(problem),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let several = call.tests.len() > 1 || call.orderings.as_deref() == Some(TOUR);
    let html = match cases.as_slice() {
        [case] if !several => in_full(case, call.title.as_deref()),
        cases => side_by_side(cases, call.title.as_deref()),
    };
    Ok(one_block(&html))
}

/// The tests with the orderings that are asked for.
fn choices(call: &LitmusCall) -> Result<Vec<Choice>, Vec<String>> {
    let mut choices = Vec::new();
    let mut wrong = Vec::new();
    for name in &call.tests {
        let Some(test) = find(name) else {
            let near = suggestion(name, tests().iter().map(|test| test.name));
            wrong.push(format!("there is no litmus test `{name}`{near}"));
            continue;
        };
        match call.orderings.as_deref() {
            None => choices.push(test.weakest()),
            Some(TOUR) => choices.extend(test.tour()),
            Some(orderings) => match test.parse(orderings) {
                Ok(choice) => choices.push(choice),
                Err(bad) => {
                    let said = bad.to_string();
                    wrong.push(said.lines().next().unwrap_or_default().to_owned());
                }
            },
        }
    }
    if wrong.is_empty() {
        Ok(choices)
    } else {
        Err(wrong)
    }
}

fn case(choice: Choice, record: &Record) -> Result<Case, String> {
    let mut reports: Vec<Report> = (record.of(&choice))
        .map(|run| Report::recorded(&choice, Some(run.clone())))
        .collect();
    if reports.is_empty() {
        let report = Report::recorded(&choice, None);
        if report.race.is_none() {
            return Err(format!(
                "{RECORD} has no run of `{choice}`: cargo workbook litmus {choice} --record {RECORD}"
            ));
        }
        reports.push(report);
    }
    for report in &reports {
        if let Some(row) = report.rows.iter().find(|row| row.violation) {
            return Err(format!(
                "{RECORD} says that `{choice}` ended with {}, which is forbidden",
                row.outcome
            ));
        }
    }
    Ok(Case { choice, reports })
}

/// One test: its code, every outcome, the reasons, the machine.
fn in_full(case: &Case, title: Option<&str>) -> String {
    let report = &case.reports[0];
    let caption = title.map_or_else(
        || format!("{}, {}. {}", report.test, report.orderings, report.about),
        str::to_owned,
    );
    let mut out = begin(&caption);
    code(&mut out, report);
    if let Some(race) = &report.race {
        paragraph(
            &mut out,
            "wb-litmus-race",
            &format!("Undefined behaviour: {race}"),
        );
    }
    let runs = runs(case);
    out.push_str("<div class=\"table-wrapper\"><table class=\"wb-outcomes\">\n<thead><tr><th scope=\"col\">Outcome</th>");
    heads(&mut out, &runs);
    out.push_str("</tr></thead>\n<tbody>\n");
    for (number, row) in report.rows.iter().enumerate() {
        let asked = if row.asked {
            " <span class=\"wb-asked\">weak: the one that the test is about</span>"
        } else {
            ""
        };
        let _ = write!(
            out,
            "<tr{}><th scope=\"row\"><code>{}</code>{asked}</th>",
            class_of(row),
            escape(&row.outcome)
        );
        verdicts(&mut out, report, row);
        for (run, report) in runs.iter().zip(&case.reports) {
            seen(&mut out, &report.rows[number], run);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    for line in &report.asked().why {
        paragraph(&mut out, "wb-litmus-why", line);
    }
    out.push_str("<details><summary>How the other outcomes come about</summary>\n<dl>\n");
    for row in report.rows.iter().filter(|row| !row.asked) {
        let _ = writeln!(
            out,
            "<dt><code>{}</code></dt><dd>{}</dd>",
            escape(&row.outcome),
            words(&row.why.join(" "))
        );
    }
    out.push_str("</dl></details>\n");
    for remark in &report.remarks {
        paragraph(&mut out, "wb-litmus-remark", remark);
    }
    for run in &runs {
        paragraph(&mut out, "wb-litmus-run", &how(run));
    }
    paragraph(
        &mut out,
        "wb-litmus-run",
        &format!("On your machine: `cargo workbook litmus {}`", case.choice),
    );
    out.push_str("</figure>");
    out
}

/// Several tests or orderings: the weak outcome of each, a row for each.
fn side_by_side(cases: &[Case], title: Option<&str>) -> String {
    let mut out = begin(title.unwrap_or("May it end with its weak outcome?"));
    // A machine has a column; its first run names it.
    let mut machines: Vec<&Measured> = Vec::new();
    for run in cases.iter().flat_map(runs) {
        if machines
            .iter()
            .all(|known| known.machine.arch != run.machine.arch)
        {
            machines.push(run);
        }
    }
    out.push_str(
        "<div class=\"table-wrapper\"><table class=\"wb-outcomes wb-compact\">\n<thead><tr><th scope=\"col\">Test</th>\
         <th scope=\"col\">Orderings</th><th scope=\"col\">Weak outcome</th>",
    );
    heads(&mut out, &machines);
    out.push_str("</tr></thead>\n<tbody>\n");
    for case in cases {
        let (report, row) = (&case.reports[0], case.reports[0].asked());
        let _ = write!(
            out,
            "<tr{}><th scope=\"row\">{}</th><td>{}</td><td><code>{}</code></td>",
            class_of(row),
            escape(report.test),
            escape(&report.orderings.replace(',', ", ")),
            escape(&row.outcome)
        );
        verdicts(&mut out, report, row);
        for machine in &machines {
            let run = (case.reports.iter()).find_map(|report| {
                let run = report.measured.as_ref()?;
                (run.machine.arch == machine.machine.arch).then_some((report, run))
            });
            match run {
                Some((report, run)) => seen(&mut out, report.asked(), run),
                None => out.push_str("<td>not run</td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    for machine in machines {
        let of_machine = (cases.iter().flat_map(runs))
            .filter(|run| run.machine.arch == machine.machine.arch)
            .map(|run| run.rounds);
        let rounds: BTreeSet<u64> = of_machine.collect();
        let rounds: Vec<String> = rounds.into_iter().map(grouped).collect();
        let how = format!(
            "Seen: in {} rounds each. {}",
            rounds.join(" or "),
            where_and_when(machine)
        );
        paragraph(&mut out, "wb-litmus-run", &how);
    }
    out.push_str("</figure>");
    out
}

fn runs(case: &Case) -> Vec<&Measured> {
    (case.reports.iter())
        .filter_map(|report| report.measured.as_ref())
        .collect()
}

fn begin(caption: &str) -> String {
    format!(
        "<figure class=\"wb-litmus\">\n<figcaption>{}</figcaption>\n",
        words(caption)
    )
}

/// The threads' code beside each other.
fn code(out: &mut String, report: &Report) {
    let _ = writeln!(
        out,
        "<p class=\"wb-litmus-run\">At first, {}.</p>\n<div class=\"wb-litmus-threads\">",
        escape(&report.initially)
    );
    for (number, lines) in report.threads.iter().enumerate() {
        let times = if number + 1 == report.threads.len() && report.readers > 1 {
            format!(", {} times", report.readers)
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "<div><p class=\"wb-kicker\">thread {number}{times}</p><pre><code class=\"nohighlight\">{}</code></pre></div>",
            escape(&lines.join("\n"))
        );
    }
    out.push_str("</div>\n");
}

fn heads(out: &mut String, runs: &[&Measured]) {
    for head in ["Rust", "x86", "ARM"] {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    for run in runs {
        let family = escape(run.machine.family());
        let _ = write!(out, "<th scope=\"col\">Seen ({family})</th>");
    }
}

fn class_of(row: &ReportRow) -> &'static str {
    if row.weak { " class=\"wb-weak\"" } else { "" }
}

/// What the language and the machines say, in cells. The words carry it; the colours only help.
fn verdicts(out: &mut String, report: &Report, row: &ReportRow) {
    let word = |allowed: bool| if allowed { "allowed" } else { "forbidden" };
    let rust = if report.race.is_some() {
        "undefined"
    } else if row.allowed.load_buffering {
        "not RC11"
    } else {
        word(row.allowed.rc11)
    };
    for word in [rust, word(row.allowed.x86_tso), word(row.allowed.arm())] {
        let _ = write!(
            out,
            "<td class=\"wb-{}\">{word}</td>",
            word.replace(' ', "-")
        );
    }
}

/// How often, with a bar for the share.
fn seen(out: &mut String, row: &ReportRow, run: &Measured) {
    let count = row.seen.unwrap_or(0);
    let share = count as f64 / run.observations.max(1) as f64 * 100.0;
    let _ = write!(out, "<td class=\"wb-seen\">{}", grouped(count));
    if count > 0 {
        let _ = write!(
            out,
            "<span class=\"wb-bar\" style=\"--wb-share:{share:.2}%\" aria-hidden=\"true\"></span>"
        );
    }
    out.push_str("</td>");
}

fn how(run: &Measured) -> String {
    let speed = run.rounds as f64 / run.seconds.max(1e-9) / 1e6;
    format!(
        "Seen: {} rounds in {:.2} seconds ({speed:.1} million a second). {}",
        grouped(run.rounds),
        run.seconds,
        where_and_when(run)
    )
}

fn where_and_when(run: &Measured) -> String {
    let kept = if run.pinned { ", each kept on one" } else { "" };
    format!(
        "Run on {} ({}, {}), threads on {} processors{kept}, on {}.",
        run.machine.cpu,
        run.machine.family(),
        run.machine.os,
        run.processors,
        run.date
    )
}

fn paragraph(out: &mut String, class: &str, text: &str) {
    let _ = writeln!(out, "<p class=\"{class}\">{}</p>", words(text));
}

/// A text with its `code` as such.
fn words(text: &str) -> String {
    let context = Context {
        heading: 6,
        link: &outside_links,
    };
    inline(text, &context).unwrap_or_else(|_| escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUN: &str = r#"{ "version": 1, "made_by": "a test", "runs": [ { "test": "sb", "orderings": "ORDERINGS",
        "rounds": 1000, "observations": 1000, "seconds": 0.5, "threads": 2, "processors": 2, "pinned": true,
        "machine": { "cpu": "A <fast> one", "arch": "x86_64", "os": "linux" }, "date": "2026-11-22",
        "seen": { "0:r0=0 1:r0=0": 250, "0:r0=1 1:r0=0": 750 } } ] }"#;
    const RELAXED: &str = "Relaxed,Relaxed,Relaxed,Relaxed";

    /// Renders with a record in which `sb` was run with these orderings.
    fn with(ran: &str, tests: &str, orderings: Option<&str>) -> Result<String, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("book")).unwrap();
        std::fs::write(folder.path().join(RECORD), RUN.replace("ORDERINGS", ran)).unwrap();
        let call = LitmusCall {
            tests: tests.split(',').map(str::to_owned).collect(),
            orderings: orderings.map(str::to_owned),
            title: None,
        };
        render(folder.path(), &call)
    }

    #[test]
    fn a_test_in_full_has_verdicts_counts_reasons_and_the_machine() {
        let html = with(RELAXED, "sb", Some("Relaxed")).unwrap();
        for part in [
            "<figcaption>sb, Relaxed. Store buffering: may both threads miss the other’s store?</figcaption>",
            "x.store(1, Relaxed)",
            "<th scope=\"col\">Seen (x86-64)</th>",
            "<tr class=\"wb-weak\"><th scope=\"row\"><code>0:r0=0 1:r0=0</code>",
            "<td class=\"wb-seen\">250<span class=\"wb-bar\" style=\"--wb-share:25.00%\"",
            "<td class=\"wb-seen\">0</td>",
            "still in its store buffer",
            "A &lt;fast&gt; one (x86-64, linux)",
            "2026-11-22",
            "<code>cargo workbook litmus sb --orderings Relaxed</code>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("\n\n"), "one block of HTML");
    }

    #[test]
    fn several_tests_stand_in_one_table() {
        let html = with(RELAXED, "sb,mp+cell", None).unwrap();
        assert_eq!(html.matches("<th scope=\"row\">").count(), 2);
        assert!(
            html.contains("<td class=\"wb-undefined\">undefined</td>"),
            "{html}"
        );
        assert!(html.contains("<td>not run</td>"), "{html}");
        assert!(
            html.contains("Seen: in 1,000 rounds each. Run on"),
            "{html}"
        );
    }

    #[test]
    fn mistakes_are_explained() {
        let wrong = |ran, tests, orderings| with(ran, tests, orderings).unwrap_err().join("\n");
        assert_eq!(
            wrong(RELAXED, "sbb,iriv", None),
            "there is no litmus test `sbb`, did you mean `sb`?\nthere is no litmus test `iriv`, did you mean `iriw`?"
        );
        assert_eq!(
            wrong(RELAXED, "sb", Some("Strong")),
            "`Strong` is no memory ordering."
        );
        assert_eq!(
            wrong(RELAXED, "sb", Some("AcqRel")),
            "book/litmus.json has no run of `sb --orderings AcqRel`: cargo workbook litmus sb --orderings AcqRel --record book/litmus.json"
        );
        assert_eq!(
            wrong("SeqCst,SeqCst,SeqCst,SeqCst", "sb", Some("SeqCst")),
            "book/litmus.json says that `sb --orderings SeqCst` ended with 0:r0=0 1:r0=0, which is forbidden"
        );
    }

    #[test]
    fn a_record_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let call = LitmusCall {
            tests: vec!["sb".into()],
            ..LitmusCall::default()
        };
        let wrong = render(folder.path(), &call).unwrap_err().join("\n");
        assert!(wrong.starts_with("book/litmus.json: "), "{wrong}");
    }
}
