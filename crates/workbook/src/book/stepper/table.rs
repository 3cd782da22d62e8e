//! A stepper as static HTML: the caption, the program's lines, every step in a table with a column for each thread,
//! the reason. `widgets/stepper.js` replaces it by the same with controls; print and readers without JavaScript keep it.

use super::data::{File, Play, Row, Stepper};
use crate::book::markdown::{escape, one_block};
use std::fmt::Write as _;

/// Renders the stepper with its data as one block of HTML.
pub(crate) fn render(id: &str, stepper: &Stepper) -> String {
    let mut out = format!(
        "<wb-stepper data-id=\"{}\">\n<figure class=\"wb-static\">\n<figcaption>{}</figcaption>\n",
        escape(id),
        escape(&stepper.title)
    );
    for file in &stepper.source {
        if stepper.source.len() > 1 {
            let _ = writeln!(out, "<p class=\"wb-path\">{}</p>", escape(&file.path));
        }
        source(&mut out, file);
    }
    for play in &stepper.plays {
        let label = (stepper.plays.len() > 1).then_some(play.label.as_str());
        steps(&mut out, play, label);
    }
    if let Some(why) = &stepper.failure {
        for sentence in why
            .waits
            .iter()
            .chain([&why.reason])
            .filter(|text| !text.is_empty())
        {
            let _ = writeln!(out, "<p class=\"wb-why\">{}</p>", escape(sentence));
        }
    }
    out.push_str("</figure>\n<script type=\"application/json\">");
    out.push_str(&json(stepper));
    out.push_str("</script>\n</wb-stepper>");
    one_block(&out)
}

/// The data on one line, safe inside a script element.
fn json(stepper: &Stepper) -> String {
    let json = serde_json::to_string(stepper).expect("plain data has a JSON form");
    json.replace('<', "\\u003c")
}

fn source(out: &mut String, file: &File) {
    let width = file
        .lines
        .last()
        .map_or(1, |(number, _)| number.to_string().len());
    let mut text = String::new();
    let mut before = None;
    for (number, line) in &file.lines {
        if before.is_some_and(|before| before + 1 < *number) {
            let _ = writeln!(text, "{:>width$}", "⋮");
        }
        before = Some(*number);
        let _ = writeln!(text, "{number:>width$}  {line}");
    }
    let _ = writeln!(out, "<pre><code>{}</code></pre>", escape(&text));
}

fn steps(out: &mut String, play: &Play, label: Option<&str>) {
    out.push_str("<div class=\"table-wrapper\"><table class=\"wb-steps\"");
    let _ = writeln!(out, " style=\"--wb-threads:{}\">", play.threads.len());
    if let Some(label) = label {
        let _ = writeln!(out, "<caption>{}</caption>", escape(label));
    }
    out.push_str("<thead><tr><th scope=\"col\">Step</th>");
    for thread in &play.threads {
        let end = if thread.end.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"wb-end\">{}</span>", thread.end)
        };
        let _ = write!(out, "<th scope=\"col\">{}{end}</th>", escape(&thread.name));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (number, row) in (1..).zip(&play.steps) {
        let _ = write!(out, "<tr><th scope=\"row\">{number}</th>");
        for thread in 0..play.threads.len() {
            if thread == row.thread {
                cell(out, row);
            } else {
                out.push_str("<td></td>");
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn cell(out: &mut String, row: &Row) {
    let class = match row.mark {
        "" => String::new(),
        mark => format!(" class=\"wb-{mark}\""),
    };
    let _ = write!(out, "<td{class}><code>{}</code>", escape(&row.action));
    if !row.result.is_empty() {
        let _ = write!(
            out,
            " <span class=\"wb-result\">{}</span>",
            escape(&row.result)
        );
    }
    let _ = write!(out, " <span class=\"wb-at\">{}</span>", escape(&row.place));
    for note in &row.notes {
        let _ = write!(out, " <span class=\"wb-note\">{}</span>", escape(note));
    }
    out.push_str("</td>");
}
