//! What is checked in a chapter's source before it is rendered: mdBook itself only logs such mistakes,
//! or does not see them at all.
//!
//! - Every included file and anchor exists.
//! - No Rust is pasted: a block of more than [`PASTED`] lines comes from the listings, which are compiled.

use super::problem::{Collector, suggestion};
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::path::Path;

/// How many lines of Rust may stand in a chapter itself.
const PASTED: usize = 3;
/// Marks a Rust block that is meant to stand in the chapter: broken code, a fragment.
const IGNORE: &str = "ignore-listing";

/// Checks one chapter. `shown` is its path in messages, `path` its path on disk.
pub(crate) fn check(shown: &Path, path: &Path, markdown: &str, problems: &Collector) {
    let folder = path.parent().unwrap_or(path);
    for (line, text) in markdown.lines().enumerate() {
        for directive in included(text) {
            if let Err(message) = check_include(folder, &directive) {
                problems.add(shown, Some(line + 1), message);
            }
        }
    }
    for (line, message) in pasted(markdown) {
        problems.add(shown, Some(line), message);
    }
}

/// An `{{#include file:anchor}}`.
struct Include<'a> {
    kind: &'a str,
    target: &'a str,
}

fn included(line: &str) -> Vec<Include<'_>> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("{{#") {
        if line[..at].ends_with('\\') {
            continue;
        }
        let Some(end) = line[at..].find("}}") else {
            continue;
        };
        let mut words = line[at + 3..at + end].split_whitespace();
        let kind = words.next().unwrap_or_default();
        if matches!(kind, "include" | "rustdoc_include" | "playground") {
            let target = words.next().unwrap_or_default();
            found.push(Include { kind, target });
        }
    }
    found
}

fn check_include(folder: &Path, include: &Include<'_>) -> Result<(), String> {
    if include.kind == "playground" {
        return Err("use `{{#include}}`: `{{#playground}}` shows ANCHOR comments".to_owned());
    }
    let (file, part) = include
        .target
        .split_once(':')
        .unwrap_or((include.target, ""));
    let text = std::fs::read_to_string(folder.join(file))
        .map_err(|error| format!("cannot include `{file}`: {error}"))?;
    let is_anchor = !part.is_empty() && !part.starts_with(|c: char| c.is_ascii_digit() || c == ':');
    if !is_anchor {
        return Ok(());
    }
    let anchors = anchors(&text);
    if anchors.contains(&part) {
        return Ok(());
    }
    let near = suggestion(part, anchors);
    Err(format!("`{file}` has no anchor `{part}`{near}"))
}

/// The names of the anchors that begin in a source text.
pub(crate) fn anchors(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| anchor_name(line, "ANCHOR:"))
        .collect()
}

/// The lines between an anchor's marks with their numbers from 1; other marks are left out, as mdBook does.
pub(crate) fn anchored<'a>(text: &'a str, anchor: &str) -> Option<Vec<(u32, &'a str)>> {
    let mut lines = Vec::new();
    let mut inside = false;
    let mut seen = false;
    for (number, line) in (1..).zip(text.lines()) {
        if anchor_name(line, "ANCHOR:") == Some(anchor) {
            (inside, seen) = (true, true);
        } else if anchor_name(line, "ANCHOR_END:") == Some(anchor) {
            inside = false;
        } else if inside && !is_mark(line) {
            lines.push((number, line));
        }
    }
    seen.then_some(lines)
}

/// Whether the line only marks an anchor.
pub(crate) fn is_mark(line: &str) -> bool {
    line.contains("ANCHOR:") || line.contains("ANCHOR_END:")
}

fn anchor_name<'a>(line: &'a str, mark: &str) -> Option<&'a str> {
    let at = line.find(mark)?;
    line[at + mark.len()..].split_whitespace().next()
}

/// Rust that should have been included, with its line from 1.
fn pasted(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut block: Option<(usize, String)> = None;
    for (event, range) in new_cmark_parser(markdown, &MarkdownOptions::default()).into_offset_iter()
    {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut words = info.split([',', ' ', '\t']);
                let rust = words.next() == Some("rust") && words.all(|word| word != IGNORE);
                let line = markdown[..range.start].matches('\n').count() + 1;
                block = rust.then(|| (line, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, code)) = &mut block {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some((line, code)) = block.take() else {
                    continue;
                };
                let own = code
                    .lines()
                    .filter(|line| included(line).is_empty())
                    .count();
                if own > PASTED {
                    found.push((line, format!(
                        "{own} lines of Rust stand in the chapter itself: include them from listings/, where they are compiled, or mark the block `rust,{IGNORE}`"
                    )));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "a\n// ANCHOR: all\nb\n// ANCHOR: part\nc\n// ANCHOR_END: part\nd\n// ANCHOR_END: all\n";

    #[test]
    fn pasted_rust_is_found_and_included_rust_is_not() {
        let pasted_block = "text\n\n```rust\n1\n2\n3\n4\n```\n";
        let [(line, message)] = &pasted(pasted_block)[..] else {
            panic!("one block is pasted");
        };
        assert_eq!(*line, 3);
        assert!(message.starts_with("4 lines of Rust"), "{message}");
        for fine in [
            "```rust\n1\n2\n3\n```",
            "```rust,ignore-listing\n1\n2\n3\n4\n```",
            "```text\n1\n2\n3\n4\n```",
            "```rust\n{{#include ../a.rs:b}}\n```",
        ] {
            assert!(pasted(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn anchored_lines_keep_their_numbers_and_lose_the_marks() {
        assert_eq!(
            anchored(SOURCE, "all").unwrap(),
            [(3, "b"), (5, "c"), (7, "d")]
        );
        assert_eq!(anchored(SOURCE, "none"), None);
    }

    #[test]
    fn a_missing_file_and_a_missing_anchor_are_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.rs"), SOURCE).unwrap();
        let chapter = folder.path().join("chapter.md");
        let problems = Collector::default();
        let text = "{{#include a.rs:all}} {{#include a.rs:1:2}}\n{{#include a.rs:prt}}\n{{#include b.rs}}\n\\{{#include c.rs}}";
        check(Path::new("chapter.md"), &chapter, text, &problems);
        let problems = problems.check().unwrap_err().0;
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(problems[0].line, Some(2));
        assert_eq!(
            problems[0].message,
            "`a.rs` has no anchor `prt`, did you mean `part`?"
        );
        assert!(problems[1].message.starts_with("cannot include `b.rs`"));
    }
}
