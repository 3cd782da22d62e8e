//! How the lines of several files are told apart, in a table and in a sentence.

use crate::{Source, Step};

/// The files that an execution's steps stand in: the learner's own goes unmarked, others get a short name, and of std's nothing
/// is quoted.
pub struct Files<'e> {
    /// The unmarked file first; without std's.
    files: Vec<&'e str>,
}

impl<'e> Files<'e> {
    /// The files of these steps.
    pub fn of(steps: &'e [Step]) -> Self {
        let mut files: Vec<&str> = vec![];
        for step in steps {
            if !step.source.is_std() && !files.contains(&step.source.file.as_str()) {
                files.push(&step.source.file);
            }
        }
        if let Some(own) = files
            .iter()
            .position(|file| !parts(file).any(|part| part == "tests"))
        {
            files.swap(0, own);
        }
        Files { files }
    }

    /// What a sentence calls the place after "in": "line 12", or "cases:12" in a file that is not the learner's, or "std".
    pub fn line(&self, source: &Source) -> String {
        match self.mark(source) {
            _ if source.is_std() => "std".to_owned(),
            None => format!("line {}", source.line),
            Some(mark) => format!("{mark}:{}", source.line),
        }
    }

    /// "12 let x = 1;", or "cases:12 let x = 1;" in a file that is not the learner's, or "in std".
    pub(crate) fn quote(&self, source: &Source) -> String {
        let text = source.text.trim_end();
        match self.mark(source) {
            _ if source.is_std() => "in std".to_owned(),
            None => format!("{} {text}", source.line),
            Some(mark) => format!("{mark}:{} {text}", source.line),
        }
    }

    /// What the marks before line numbers mean, when the steps stand in several files.
    pub(crate) fn legend(&self) -> Option<String> {
        let (own, others) = self.files.split_first()?;
        if others.is_empty() {
            return Some(format!("Lines are those of {own}."));
        }
        let others: Vec<_> = others
            .iter()
            .map(|file| format!("those marked {}: of {file}", short(file)))
            .collect();
        Some(format!("Lines are those of {own}, {}.", others.join(", ")))
    }

    /// What stands before the line's number, if anything does.
    fn mark<'s>(&self, source: &'s Source) -> Option<&'s str> {
        (self.files.first() != Some(&source.file.as_str())).then(|| short(&source.file))
    }
}

fn parts(file: &str) -> impl DoubleEndedIterator<Item = &str> {
    file.split(['/', '\\'])
}

/// "cases" for "tests/cases/mod.rs", "helper" for "src/helper.rs".
fn short(file: &str) -> &str {
    let mut from_end = parts(file).rev();
    let name = from_end.next().unwrap_or(file);
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    if stem == "mod" {
        from_end.next().unwrap_or(stem)
    } else {
        stem
    }
}
