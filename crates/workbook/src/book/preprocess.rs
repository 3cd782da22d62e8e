//! The preprocessor: each directive of a chapter becomes HTML, each mistake a problem with its line.
//!
//! It runs after mdBook's own preprocessors, so that nothing that it writes (a learner's code, a
//! statement) is read as one of theirs. It never fails: mdBook would stop at the first mistake.

use super::directive::{Directive, Found, find};
use super::explored::Library;
use super::listing::dedented;
use super::problem::{Collector, suggestion};
use super::{exercise, litmus, overview, quiz, sources, stepper};
use crate::catalogue::Catalogue;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::path::{Path, PathBuf};

/// Where the quizzes are, relative to the workbook's root.
pub(crate) const QUIZZES: &str = "book/src/quizzes";

/// What the directives draw from.
pub(crate) struct Directives {
    /// The workbook's root.
    pub(crate) root: PathBuf,
    /// The exercises.
    pub(crate) catalogue: Catalogue,
    /// The explored listings.
    pub(crate) explored: Library,
    /// Where mistakes go.
    pub(crate) problems: Collector,
}

impl Preprocessor for Directives {
    fn name(&self) -> &str {
        "workbook"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(source) = chapter.source_path.clone()
            {
                self.chapter(chapter, &source);
            }
        });
        Ok(book)
    }
}

impl Directives {
    fn chapter(&self, chapter: &mut Chapter, source: &Path) {
        let shown = Path::new("book/src").join(source);
        let path = self.root.join(&shown);
        let Ok(raw) = std::fs::read_to_string(&path) else {
            return;
        };
        sources::check(&shown, &path, &raw, &self.problems);
        let places = find(&raw);
        let mut out = String::with_capacity(chapter.content.len());
        let mut rest = chapter.content.lines().enumerate();
        let mut used = vec![false; places.len()];
        for found in find(&chapter.content) {
            for (_, line) in rest.by_ref().take_while(|(number, _)| *number < found.line) {
                out.push_str(line);
                out.push('\n');
            }
            let line = line_in_source(&places, &mut used, &found.text);
            if let Some(html) = self.expand(found, source, &shown, line) {
                out.push('\n');
                out.push_str(&html);
                out.push_str("\n\n");
            }
        }
        for (_, line) in rest {
            out.push_str(line);
            out.push('\n');
        }
        chapter.content = dedented(&readme_links(&out));
    }

    fn expand(
        &self,
        found: Found,
        chapter: &Path,
        shown: &Path,
        line: Option<usize>,
    ) -> Option<String> {
        let html = match found.call {
            Err(message) => Err(vec![message]),
            Ok(Directive::Exercise(name)) => exercise::card(&self.catalogue, &name, chapter),
            Ok(Directive::Overview) => overview::table(&self.catalogue),
            Ok(Directive::Stepper(call)) => {
                stepper::render(&self.root, &call, &self.explored).map_err(|problem| vec![problem])
            }
            Ok(Directive::Litmus(call)) => litmus::render(&self.root, &call),
            Ok(Directive::Quiz(name)) => match self.quiz(&name) {
                Ok(html) => return html,
                Err(message) => Err(vec![message]),
            },
        };
        match html {
            Ok(html) => Some(html),
            Err(messages) => {
                for message in messages {
                    self.problems.add(shown, line, message);
                }
                None
            }
        }
    }

    /// The quiz, or nothing when its file has problems: those are reported where they stand.
    fn quiz(&self, name: &str) -> std::result::Result<Option<String>, String> {
        let file = Path::new(QUIZZES).join(format!("{name}.toml"));
        let Ok(text) = std::fs::read_to_string(self.root.join(&file)) else {
            let names = quiz_names(&self.root.join(QUIZZES));
            let near = suggestion(name, names.iter().map(String::as_str));
            return Err(format!(
                "there is no quiz `{name}` ({}){near}",
                file.display()
            ));
        };
        let Some(questions) = quiz::read(&self.root, &file, &text, &self.explored, &self.problems)
        else {
            return Ok(None);
        };
        let rendered = quiz::render(name, &questions);
        Ok(rendered
            .map_err(|messages| {
                for message in messages {
                    self.problems.add(&file, None, message);
                }
            })
            .ok())
    }
}

/// The chapter with its links to a `README.md` leading to the page that mdBook makes of it, `index.html`.
/// mdBook renames the page and forgets the links.
fn readme_links(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find("README.md") {
        let (before, found) = rest.split_at(at);
        let after = &found["README.md".len()..];
        let is_link =
            before.ends_with(['(', '/']) && after.starts_with([')', '#']) && in_link(before);
        out.push_str(before);
        out.push_str(if is_link { "index.md" } else { "README.md" });
        rest = after;
    }
    out + rest
}

/// Whether the text ends inside the target of a link: `](../04_channels/`.
fn in_link(before: &str) -> bool {
    let target = before.rsplit(['(', '\n', ' ']).next().unwrap_or_default();
    before[..before.len() - target.len()].ends_with("](")
}

fn quiz_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let stem = |path: PathBuf| path.file_stem()?.to_str().map(str::to_owned);
    entries.filter_map(|entry| stem(entry.path())).collect()
}

/// The line, from 1, at which a directive of the preprocessed text stands in the file: includes may have moved it.
fn line_in_source(places: &[Found], used: &mut [bool], text: &str) -> Option<usize> {
    let place = (0..places.len()).find(|place| !used[*place] && places[*place].text == text)?;
    used[place] = true;
    Some(places[place].line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_a_readme_lead_to_its_page() {
        let text = "[a](README.md) [b](../x/README.md#y) `README.md` (README.md) [c](README.mdx)";
        let wanted = "[a](index.md) [b](../x/index.md#y) `README.md` (README.md) [c](README.mdx)";
        assert_eq!(readme_links(text), wanted);
    }
}
