//! What is wrong in the book's sources: collected over all chapters, reported together.
//!
//! A problem says where (a file and, when it can be found, a line) and what to do about it.

use std::cell::RefCell;
use std::fmt;
use std::path::PathBuf;
use std::rc::Rc;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the workbook's root where it is below it.
    pub file: PathBuf,
    /// The line, from 1, when it is known.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Everything that was wrong, in the order of the files. The error of [`build`](super::build) when
/// the sources are to blame; an `anyhow::Error` gives it back with `downcast_ref`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        write!(f, "the book has {count} {noun}")?;
        for problem in &self.0 {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

/// Where the parts of a build put the problems that they find. Clones share one list: mdBook owns
/// the preprocessor, and the build still has to read what it found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Collector(Rc<RefCell<Vec<Problem>>>);

impl Collector {
    /// Adds a problem.
    pub(crate) fn add(&self, file: impl Into<PathBuf>, line: Option<usize>, message: String) {
        let file = file.into();
        self.0.borrow_mut().push(Problem {
            file,
            line,
            message,
        });
    }

    /// Fails when there is any problem.
    pub(crate) fn check(&self) -> Result<(), Problems> {
        let mut problems = self.0.borrow().clone();
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort();
        problems.dedup();
        Err(Problems(problems))
    }
}

/// `", did you mean `x`?"` for the candidate that is nearest to `name`, or nothing when none is near.
pub(crate) fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .min()
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(name.len()) / 3)
        .map(|(_, candidate)| format!(", did you mean `{candidate}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        let names = ["counter", "bank_transfer"];
        assert_eq!(suggestion("conuter", names), ", did you mean `counter`?");
        assert_eq!(suggestion("semaphore", names), "");
    }

    #[test]
    fn problems_are_sorted_and_told_once() {
        let collector = Collector::default();
        collector.add("b.md", Some(2), "late".into());
        collector.add("a.md", None, "early".into());
        collector.add("b.md", Some(2), "late".into());
        let problems = collector.check().unwrap_err();
        assert_eq!(
            problems.to_string(),
            "the book has 2 problems\n  a.md: early\n  b.md:2: late"
        );
    }
}
