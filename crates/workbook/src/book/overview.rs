//! `{{#overview}}`: every chapter that has exercises, with its sections and exercises, as a table for who plans a course.
//!
//! It is read from the chapters' headings and the exercises' folders; nothing is listed anywhere else.

use super::markdown::{Context, escape, inline, one_block, outside_links};
use crate::catalogue::{Catalogue, Kind, Topic, chapter_file};
use mdbook_markdown::pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::fmt::Write as _;

/// Sections that every chapter has, and that say nothing of what it is about.
const EVERYWHERE: [&str; 3] = ["Exercises", "Pitfalls", "Where to read on"];

/// Renders the table.
pub(crate) fn table(catalogue: &Catalogue) -> Result<String, Vec<String>> {
    let mut rows = String::new();
    for topic in &catalogue.topics {
        row(&mut rows, catalogue, topic)?;
    }
    let count = match catalogue.exercises.len() {
        1 => "1 exercise".to_owned(),
        n => format!("{n} exercises"),
    };
    let minutes: u32 = catalogue.exercises.iter().map(|e| e.entry.minutes).sum();
    let work = match minutes {
        0..120 => format!("{minutes} minutes"),
        _ => format!("{} hours", minutes.div_ceil(60)),
    };
    Ok(one_block(&format!(
        "<div class=\"table-wrapper\"><table>\n<caption>{count}, about {work} of work</caption>\n\
         <thead><tr><th scope=\"col\">Chapter</th><th scope=\"col\">What it shows</th><th scope=\"col\">Exercises</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>"
    )))
}

fn row(rows: &mut String, catalogue: &Catalogue, topic: &Topic) -> Result<(), Vec<String>> {
    let mut pages: Vec<&str> = Vec::new();
    let mut exercises = String::new();
    for exercise in catalogue.of_topic(topic) {
        let entry = &exercise.entry;
        if !pages.contains(&entry.chapter.as_str()) {
            pages.push(&entry.chapter);
        }
        let context = Context {
            heading: 4,
            link: &outside_links,
        };
        let _ = writeln!(
            exercises,
            "<li><a href=\"{}#exercise-{name}\"><code>{name}</code></a> {} ({}, {} minutes)</li>",
            page(catalogue, &entry.chapter),
            inline(&entry.title, &context)?,
            judge(entry.kind),
            entry.minutes,
            name = escape(&exercise.name),
        );
    }
    let mut sections = String::new();
    for chapter in &pages {
        for (id, title) in headings(catalogue, chapter) {
            let _ = writeln!(
                sections,
                "<li><a href=\"{}#{id}\">{}</a></li>",
                page(catalogue, chapter),
                escape(&title)
            );
        }
    }
    let first = pages.first().map_or(String::new(), |c| page(catalogue, c));
    let _ = writeln!(
        rows,
        "<tr><th scope=\"row\"><a href=\"{first}\">{} {}</a></th><td><ul>\n{sections}</ul></td><td><ul>\n{exercises}</ul></td></tr>",
        escape(topic.number()),
        escape(&topic.title),
    );
    Ok(())
}

fn judge(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "every execution",
        Kind::Native => "real threads",
        Kind::Compile => "the compiler",
    }
}

/// The page of a chapter, from a page beside `SUMMARY.md`.
fn page(catalogue: &Catalogue, chapter: &str) -> String {
    let is_folder = chapter_file(&catalogue.root, chapter)
        .is_some_and(|file| file.file_name().is_some_and(|name| name == "README.md"));
    if is_folder {
        format!("{chapter}/index.html")
    } else {
        format!("{chapter}.html")
    }
}

/// The second-level headings of a chapter with the ids that mdBook gives them, in order.
fn headings(catalogue: &Catalogue, chapter: &str) -> Vec<(String, String)> {
    let text = chapter_file(&catalogue.root, chapter)
        .and_then(|file| std::fs::read_to_string(file).ok())
        .unwrap_or_default();
    let mut found = Vec::new();
    let mut title: Option<String> = None;
    for event in new_cmark_parser(&text, &MarkdownOptions::default()) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => title = Some(String::new()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(title) = &mut title {
                    title.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                found.extend(title.take().map(|title| (id(&title), title)));
            }
            _ => {}
        }
    }
    found.retain(|(_, title)| !EVERYWHERE.contains(&title.as_str()));
    found
}

/// As mdBook makes ids of headings: lower case, `-` for spaces, without what is neither letter, digit, `_` nor `-`.
fn id(title: &str) -> String {
    title
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_are_mdbooks() {
        assert_eq!(id("`&self`, and yet it changes"), "self-and-yet-it-changes");
        assert_eq!(id("Why, how"), "why-how");
    }
}
