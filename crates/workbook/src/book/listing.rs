//! Source lines of a listing, for quizzes and steppers. Chapters themselves use mdBook's include, which keeps the
//! indentation of a listing that stands in a module; [`dedented`] takes it away.

use super::problem::suggestion;
use super::sources::{anchored, anchors, is_mark};
use std::path::Path;

/// The text at `file[:anchor]`, a place below `book/listings`, without its common indentation.
pub(crate) fn excerpt(root: &Path, place: &str) -> Result<String, String> {
    let (file, anchor) = place
        .split_once(':')
        .map_or((place, None), |(f, a)| (f, Some(a)));
    let path = root.join("book/listings").join(file);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("cannot read the listing `{file}`: {error}"))?;
    let lines = lines(&text, anchor).map_err(|problem| format!("`{file}` {problem}"))?;
    let lines: Vec<&str> = lines.into_iter().map(|(_, line)| line).collect();
    let cut = indentation(lines.iter().copied());
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(cut..).unwrap_or(""))
        .collect();
    Ok(lines.join("\n").trim_matches('\n').to_owned())
}

/// The lines of a source text, or of one anchor in it, with their numbers from 1 and without the marks.
pub(crate) fn lines<'a>(
    text: &'a str,
    anchor: Option<&str>,
) -> Result<Vec<(u32, &'a str)>, String> {
    match anchor {
        None => Ok((1..)
            .zip(text.lines())
            .filter(|(_, line)| !is_mark(line))
            .collect()),
        Some(anchor) => anchored(text, anchor).ok_or_else(|| {
            format!(
                "has no anchor `{anchor}`{}",
                suggestion(anchor, anchors(text))
            )
        }),
    }
}

/// How many columns all lines that are not empty are indented by.
pub(crate) fn indentation<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0)
}

/// A chapter whose Rust blocks have lost the indentation that all their lines have.
pub(crate) fn dedented(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut add = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        add(line);
        if line.starts_with("```rust") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let cut = indentation(block.iter().copied());
            for line in block {
                add(line.get(cut..).unwrap_or(""));
            }
            add("```");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_blocks_lose_their_common_indentation() {
        let page =
            "```rust\n    a {\n\n        b\n    }\n```\n    text\n\n```text\n    kept\n```\n";
        let wanted = "```rust\na {\n\n    b\n}\n```\n    text\n\n```text\n    kept\n```\n";
        assert_eq!(dedented(page), wanted);
    }

    #[test]
    fn an_excerpt_loses_marks_and_indentation() {
        let root = tempfile::tempdir().unwrap();
        let src = root.path().join("book/listings/src");
        std::fs::create_dir_all(&src).unwrap();
        let text = "mod a {\n    // ANCHOR: f\n    fn f() {\n\n        g();\n    }\n    // ANCHOR_END: f\n}\n";
        std::fs::write(src.join("a.rs"), text).unwrap();
        assert_eq!(
            excerpt(root.path(), "src/a.rs:f").unwrap(),
            "fn f() {\n\n    g();\n}"
        );
        assert_eq!(
            excerpt(root.path(), "src/a.rs:ff").unwrap_err(),
            "`src/a.rs` has no anchor `ff`, did you mean `f`?"
        );
    }
}
