//! The card of an exercise: everything that its folder says, and the place for its live verdict.
//!
//! The folders are found by the [catalogue](crate::catalogue); nothing about an exercise is written in a chapter.

use super::markdown::{Context, block, escape, inline, is_outside, one_block, outside_links};
use super::problem::suggestion;
use crate::catalogue::{Catalogue, Exercise, Kind};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// Renders the card of `name` for a chapter at `chapter` (a path below `book/src`).
pub(crate) fn card(
    catalogue: &Catalogue,
    name: &str,
    chapter: &Path,
) -> Result<String, Vec<String>> {
    let exercise = find(catalogue, name).map_err(|problem| vec![problem])?;
    let folder = exercise.path();
    let readme = folder.join("README.md");
    let statement = std::fs::read_to_string(catalogue.root.join(&readme))
        .map_err(|error| vec![format!("cannot read {}: {error}", readme.display())])?;
    let link = |target: &str| page_link(&folder, chapter, target);
    let statement = block(
        &statement,
        &Context {
            heading: 4,
            link: &link,
        },
    )
    .map_err(|problems| {
        problems
            .iter()
            .map(|p| format!("{}: {p}", readme.display()))
            .collect::<Vec<_>>()
    })?;

    let entry = &exercise.entry;
    let title = inline(
        &entry.title,
        &Context {
            heading: 4,
            link: &outside_links,
        },
    )?;
    let (kind, what) = kind(entry.kind);
    let file = escape(
        &folder
            .join("src/lib.rs")
            .to_string_lossy()
            .replace('\\', "/"),
    );
    let minutes = entry.minutes;
    let name = escape(&exercise.name);
    let hints = hints(exercise)?;
    Ok(one_block(&format!(
        "<div class=\"wb-exercise\" id=\"exercise-{name}\">\n\
         <p class=\"wb-kicker\">Exercise <span class=\"wb-kind\" title=\"{what}\">{kind}</span> <span class=\"wb-minutes\">about {minutes} minutes</span></p>\n\
         <h3>{title}</h3>\n\
         <div class=\"wb-statement\">\n{statement}\n</div>\n\
         <dl class=\"wb-do\">\n\
         <dt>Edit</dt><dd><code>{file}</code></dd>\n\
         <dt>Run</dt><dd><code>cargo test -p {name}</code></dd>\n\
         </dl>\n{hints}\
         <wb-verdict data-exercise=\"{name}\"><p>To see the verdict here each time that you save, run <code>cargo workbook</code> \
         and read the book at the address that it prints.</p></wb-verdict>\n\
         </div>"
    )))
}

fn find<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Exercise, String> {
    if let Some(exercise) = catalogue
        .exercises
        .iter()
        .find(|exercise| exercise.name == name)
    {
        return Ok(exercise);
    }
    if let Some(fault) = catalogue.faults.iter().find(|fault| fault.name == name) {
        return Err(fault.to_string());
    }
    let names = catalogue
        .exercises
        .iter()
        .map(|exercise| exercise.name.as_str());
    Err(format!(
        "there is no exercise `{name}`{}",
        suggestion(name, names)
    ))
}

fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Model => (
            "every execution",
            "The checks explore every execution of your code",
        ),
        Kind::Native => (
            "real threads",
            "The checks run real threads and prove how the work is shared",
        ),
        Kind::Compile => (
            "the compiler",
            "The compiler is the judge: some programs must be rejected",
        ),
    }
}

/// Closed hints; the style sheet shows the next one when the one before it is open.
fn hints(exercise: &Exercise) -> Result<String, Vec<String>> {
    let context = Context {
        heading: 5,
        link: &outside_links,
    };
    let count = exercise.entry.hints.len();
    let mut out = String::new();
    for (index, hint) in exercise.entry.hints.iter().enumerate() {
        let hint = block(hint, &context)?;
        let number = index + 1;
        let _ = writeln!(
            out,
            "<details class=\"wb-hint\"><summary>Hint {number} of {count}</summary>\n{hint}\n</details>"
        );
    }
    Ok(out)
}

/// A link of a statement, as it must be written on the page of `chapter`: links to pages of the book
/// are rewritten, links to other files are refused (a page cannot show them).
fn page_link(folder: &Path, chapter: &Path, target: &str) -> Result<String, String> {
    if is_outside(target) || target.starts_with('#') {
        return Ok(target.to_owned());
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (target, String::new()),
    };
    let path = normal(&folder.join(path));
    let Ok(page) = path.strip_prefix("book/src") else {
        return Err(format!(
            "the link `{target}` does not lead to a page of the book; name a file as code instead"
        ));
    };
    let page = match page.file_name().and_then(|name| name.to_str()) {
        Some("README.md") => page.with_file_name("index.html"),
        _ => page.with_extension("html"),
    };
    let up = "../".repeat(chapter.components().count().saturating_sub(1));
    Ok(format!(
        "{up}{}{fragment}",
        page.to_string_lossy().replace('\\', "/")
    ))
}

/// The path without `.` and `..`, by the text alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(target: &str, chapter: &str) -> Result<String, String> {
        page_link(
            Path::new("exercises/08_mutex/01_counter"),
            Path::new(chapter),
            target,
        )
    }

    #[test]
    fn links_of_a_statement_lead_to_the_same_page_from_the_card() {
        let target = "../../../book/src/08_mutex.md#poisoning";
        assert_eq!(
            link(target, "08_mutex.md").unwrap(),
            "08_mutex.html#poisoning"
        );
        assert_eq!(
            link(target, "08_mutex/more.md").unwrap(),
            "../08_mutex.html#poisoning"
        );
        let folder = "../../../book/src/04_channels/README.md";
        assert_eq!(link(folder, "a.md").unwrap(), "04_channels/index.html");
        assert_eq!(
            link("https://doc.rust-lang.org", "a.md").unwrap(),
            "https://doc.rust-lang.org"
        );
        assert!(
            link("src/lib.rs", "a.md")
                .unwrap_err()
                .contains("name a file as code")
        );
    }
}
