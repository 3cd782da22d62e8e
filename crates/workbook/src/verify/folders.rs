//! What can be told of an exercise by reading its folders.
use std::fs;
use std::path::Path;

use toml::Table;

use super::right::Right;
use super::wrong::Wrong;
use crate::catalogue::{Exercise, chapter_file};
use crate::exit::Problem;
use crate::starters;

/// An exercise has at least so many hints, and so many wrong solutions.
const LEAST: usize = 3;

/// An exercise's solutions besides the reference; an `Err` is a header that cannot be read.
pub(super) struct Others {
    /// The right ones.
    pub right: Vec<Result<Right, String>>,
    /// The wrong ones.
    pub wrong: Vec<Result<Wrong, String>>,
}

/// What is wrong with the folders of an exercise. `others` are its other solutions, where the solutions are at hand.
///
/// # Errors
/// A file cannot be read.
pub(super) fn faults(
    root: &Path,
    exercise: &Exercise,
    others: Option<&Others>,
) -> Result<Vec<String>, Problem> {
    let mut faults = vec![];
    let folder = root.join(exercise.path());
    let hints = exercise.entry.hints.len();
    if hints < LEAST {
        faults.push(format!("it has {hints} hints; at least {LEAST} are needed"));
    }
    let statement = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    if statement.trim().is_empty() {
        faults.push("README.md is missing or empty: it holds the statement".to_owned());
    }
    package_name(&folder, &exercise.name, &mut faults);
    chapter(root, exercise, &mut faults);
    if let Some(file) = starters::difference(root, exercise)? {
        faults.push(format!(
            "src/{} is not the starter that `reset` puts back; if it is to be, run `cargo workbook starters`",
            file.display()
        ));
    }
    if let Some(others) = others {
        let solution = root.join(exercise.solution_path());
        if solution.is_dir() {
            package_name(&solution, &exercise.solution_package(), &mut faults);
        } else {
            faults.push(format!(
                "it has no solution: {} is missing",
                exercise.solution_path().display()
            ));
        }
        let wrongs = others.wrong.len();
        if wrongs < LEAST {
            faults.push(format!(
                "it has {wrongs} wrong solutions; at least {LEAST} are needed"
            ));
        }
        let of_right = others.right.iter().filter_map(|it| it.as_ref().err());
        let of_wrong = others.wrong.iter().filter_map(|it| it.as_ref().err());
        faults.extend(of_right.chain(of_wrong).cloned());
    }
    Ok(faults)
}

fn package_name(folder: &Path, wanted: &str, faults: &mut Vec<String>) {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let name = manifest
        .parse::<Table>()
        .ok()
        .and_then(|manifest| Some(manifest.get("package")?.get("name")?.as_str()?.to_owned()));
    if name.as_deref() != Some(wanted) {
        let is = name.unwrap_or_else(|| "nothing".to_owned());
        faults.push(format!(
            "its folder calls for a package `{wanted}`, and {}'s Cargo.toml says `{is}`",
            folder.display()
        ));
    }
}

/// The chapter shows the exercise, by its directive.
fn chapter(root: &Path, exercise: &Exercise, faults: &mut Vec<String>) {
    let chapter = &exercise.entry.chapter;
    let Some(file) = chapter_file(root, chapter) else {
        faults.push(format!(
            "its chapter is missing: neither book/src/{chapter}.md nor book/src/{chapter}/README.md"
        ));
        return;
    };
    let text = fs::read_to_string(&file).unwrap_or_default();
    let directive = format!("{{{{#exercise {}}}}}", exercise.name);
    if !text.lines().any(|line| line.trim() == directive) {
        faults.push(format!(
            "its chapter does not show it: {} has no line `{directive}`",
            file.display()
        ));
    }
}
