//! The starters: what `src/` of each exercise was before the learner's first edit, for `reset`.
//!
//! They are kept in `crates/workbook/starters`, laid out as `exercises` is: plain files, so that a copy of the workbook
//! without git has them too, and so that no build can take a learner's edited file for the starter. A maintainer who
//! changes a starter runs `cargo workbook starters`; `verify` tells when that was forgotten.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::catalogue::{Catalogue, Exercise, without_number};
use crate::exit::Problem;

/// Where the starters are, from the workbook's root.
const FOLDER: &str = "crates/workbook/starters";

/// What `reset` did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reset {
    /// The exercise was as it is at the start.
    Untouched,
    /// It was put back, and what was there is kept in this folder.
    Done(PathBuf),
}

/// The folder of the exercise called `name`, from the root, as the kept starters know it.
pub fn kept_path(root: &Path, name: &str) -> Option<PathBuf> {
    WalkDir::new(root.join(FOLDER))
        .min_depth(2)
        .max_depth(2)
        .into_iter()
        .flatten()
        .find_map(|entry| {
            let matches = without_number(&entry.file_name().to_string_lossy()) == name;
            let below = entry.path().strip_prefix(root.join(FOLDER)).ok()?;
            matches.then(|| Path::new("exercises").join(below))
        })
}

/// Keeps what the exercises are now as their starters, and forgets those that are no more.
///
/// # Errors
/// A file cannot be read or written.
pub fn keep(catalogue: &Catalogue) -> Result<(), Problem> {
    let folder = catalogue.root.join(FOLDER);
    let cannot = |error: io::Error| {
        Problem::Machine(format!("{} cannot be written: {error}", folder.display()))
    };
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(cannot)?;
    }
    for exercise in &catalogue.exercises {
        copy(
            &own(&catalogue.root, exercise),
            &kept(&catalogue.root, exercise),
        )
        .map_err(cannot)?;
    }
    Ok(())
}

/// Whether the exercise is as its kept starter, or what is different: `None` when nothing is.
///
/// # Errors
/// A file cannot be read.
pub fn difference(root: &Path, exercise: &Exercise) -> Result<Option<PathBuf>, Problem> {
    let cannot = |error: io::Error| {
        Problem::Machine(format!(
            "{} cannot be read: {error}",
            exercise.path().display()
        ))
    };
    let (own, kept) = (own(root, exercise), kept(root, exercise));
    let mut files = files(&own).map_err(cannot)?;
    files.extend(self::files(&kept).map_err(cannot)?);
    files.sort();
    files.dedup();
    Ok(files
        .into_iter()
        .find(|file| fs::read(own.join(file)).ok() != fs::read(kept.join(file)).ok()))
}

/// Puts the learner's files back as they were at the start. What was there is copied to `backups/NAME/N` first.
///
/// # Errors
/// No starter is kept, or a file cannot be read or written; nothing is lost then.
pub fn reset(root: &Path, exercise: &Exercise, backups: &Path) -> Result<Reset, Problem> {
    let (own, kept) = (own(root, exercise), kept(root, exercise));
    if !kept.is_dir() {
        return Err(Problem::Broken(format!(
            "no starter of `{}` is kept: {} is missing.\n\
             Take that folder from a fresh copy of the workbook.",
            exercise.name,
            Path::new(FOLDER)
                .join(&exercise.topic)
                .join(&exercise.folder)
                .display()
        )));
    }
    if difference(root, exercise)?.is_none() {
        return Ok(Reset::Untouched);
    }
    let cannot = |what: &Path| {
        let what = what.to_path_buf();
        move |error: io::Error| {
            Problem::Machine(format!("{} cannot be written: {error}", what.display()))
        }
    };
    let of_exercise = backups.join(&exercise.name);
    let number = (1..)
        .find(|number: &u32| !of_exercise.join(number.to_string()).exists())
        .unwrap_or(1);
    let backup = of_exercise.join(number.to_string());
    copy(&own, &backup.join("src")).map_err(cannot(&backup))?;
    for file in files(&own).map_err(cannot(&own))? {
        if !kept.join(&file).exists() {
            fs::remove_file(own.join(&file)).map_err(cannot(&own))?;
        }
    }
    copy(&kept, &own).map_err(cannot(&own))?;
    Ok(Reset::Done(backup))
}

/// The folder that the learner edits.
fn own(root: &Path, exercise: &Exercise) -> PathBuf {
    root.join(exercise.path()).join("src")
}

/// Where its starter is kept.
fn kept(root: &Path, exercise: &Exercise) -> PathBuf {
    root.join(FOLDER)
        .join(&exercise.topic)
        .join(&exercise.folder)
        .join("src")
}

/// The files below a folder, relative to it; none when it is missing.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = vec![];
    if folder.is_dir() {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            if let (true, Ok(file)) = (
                entry.file_type().is_file(),
                entry.path().strip_prefix(folder),
            ) {
                files.push(file.to_path_buf());
            }
        }
    }
    Ok(files)
}

/// Copies the files below a folder. Each is written whole or not at all.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in files(from)? {
        let target = to.join(&file);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        write_whole(&target, &fs::read(from.join(&file))?)?;
    }
    Ok(())
}

/// Writes a file so that it is the old one or the new one at every moment.
pub(crate) fn write_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".writing-")
        .tempfile_in(folder)?;
    io::Write::write_all(&mut file, contents)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is its owner's alone; a source file is not.
        file.as_file()
            .set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    file.persist(path)?;
    Ok(())
}
