//! Noticing what was saved, by looking at the times of last change again and again.
//!
//! Asking the system to be told would be quicker by a fraction of a second, and wrong on shared and virtual
//! file systems, in containers, and with our own builds (which read every file of the book).
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use crate::catalogue::without_number;

/// What a change concerns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The code of the exercise with this name: check it.
    Exercise(String),
    /// The pages: build them again.
    Book,
}

/// The state of all watched files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    files: BTreeMap<PathBuf, (SystemTime, u64)>,
}

/// What is watched, from the workbook's root.
const WATCHED: [&str; 2] = ["exercises", "book"];

impl Snapshot {
    /// Looks at all files. One that vanishes meanwhile is not there.
    pub fn take(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        for folder in WATCHED {
            for entry in WalkDir::new(root.join(folder))
                .into_iter()
                .filter_entry(is_watched)
                .flatten()
            {
                if let (true, Ok(data)) = (entry.file_type().is_file(), fs::metadata(entry.path()))
                {
                    let below = entry
                        .path()
                        .strip_prefix(root)
                        .unwrap_or(entry.path())
                        .to_path_buf();
                    files.insert(
                        below,
                        (
                            data.modified().unwrap_or(SystemTime::UNIX_EPOCH),
                            data.len(),
                        ),
                    );
                }
            }
        }
        Snapshot { files }
    }

    /// What has changed between the two.
    pub fn changes(&self, later: &Snapshot) -> BTreeSet<Change> {
        let changed = later
            .files
            .iter()
            .filter(|(path, state)| self.files.get(*path) != Some(state));
        let gone = self
            .files
            .iter()
            .filter(|(path, _)| !later.files.contains_key(*path));
        changed
            .chain(gone)
            .filter_map(|(path, _)| concerns(path))
            .collect()
    }
}

/// Hidden files, what builds write, and what editors write beside the file that is edited are not watched.
fn is_watched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !(name.starts_with('.') || name.ends_with('~') || name.starts_with('#') || name == "4913")
        && !(entry.file_type().is_dir() && (name == "target" || name == "output"))
}

fn concerns(path: &Path) -> Option<Change> {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| {
            if let Component::Normal(part) = part {
                part.to_str()
            } else {
                None
            }
        })
        .collect();
    match parts.as_slice() {
        ["book", ..] => Some(Change::Book),
        // The card of the exercise shows them.
        ["exercises", _, _, "README.md" | "exercise.toml"] => Some(Change::Book),
        ["exercises", _, folder, "Cargo.toml" | "src" | "tests", ..] => {
            Some(Change::Exercise(without_number(folder).to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_concerns_the_exercise_or_the_book_that_it_is_part_of() {
        let concerns = |path: &str| concerns(Path::new(path));
        let counter = Some(Change::Exercise("counter".to_owned()));
        assert_eq!(
            concerns("exercises/08_mutex/01_counter/src/lib.rs"),
            counter
        );
        assert_eq!(
            concerns("exercises/08_mutex/01_counter/tests/cases/mod.rs"),
            counter
        );
        assert_eq!(
            concerns("exercises/08_mutex/01_counter/README.md"),
            Some(Change::Book)
        );
        assert_eq!(concerns("book/src/08_mutex.md"), Some(Change::Book));
        assert_eq!(concerns("exercises/FORMAT.md"), None);
    }

    #[test]
    fn a_changed_a_new_and_a_deleted_file_are_noticed_and_an_editors_own_are_not() {
        let root = tempfile::tempdir().unwrap();
        let src = root.path().join("exercises/01_a/01_b/src");
        fs::create_dir_all(&src).unwrap();
        fs::write(src.join("lib.rs"), "1").unwrap();
        let first = Snapshot::take(root.path());
        let changes = || first.changes(&Snapshot::take(root.path()));
        assert!(changes().is_empty());
        fs::write(src.join(".lib.rs.swp"), "x").unwrap();
        fs::write(src.join("lib.rs~"), "x").unwrap();
        assert!(changes().is_empty());
        fs::write(src.join("lib.rs"), "longer").unwrap();
        let expected = BTreeSet::from([Change::Exercise("b".to_owned())]);
        assert_eq!(changes(), expected);
        fs::write(src.join("lib.rs"), "1").unwrap();
        fs::write(src.join("more.rs"), "").unwrap();
        assert_eq!(changes(), expected);
        fs::remove_file(src.join("more.rs")).unwrap();
        fs::remove_file(src.join("lib.rs")).unwrap();
        assert_eq!(changes(), expected);
    }
}
