//! What exploring the book's listings found: `ID.json` for each explored listing.
//!
//! The listings' own program writes the files (`cargo run -p listings -- --export DIR`); this module
//! runs it when something that decides its output has changed, reads the files strictly, and knows
//! nothing of how executions are found.

use super::Progress;
use super::problem::suggestion;
use anyhow::{Context as _, bail};
use interleave_trace::{Execution, Exploration, VERSION};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;

/// The version of the files that this module reads.
const FILE_VERSION: u32 = 1;
/// What decides the export, relative to the workbook's root.
const INPUTS: [&str; 4] = [
    "Cargo.lock",
    "book/listings",
    "crates/interleave",
    "crates/trace",
];
/// Where exports are kept, relative to the workbook's root: one folder for each state of the inputs.
const KEPT: &str = ".workbook/explored";

/// Where explored listings come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// From the listings' own program, run when a chapter first needs a result.
    Export,
    /// From a folder of files that were written before (tests, or a machine without cargo).
    Folder(PathBuf),
}

/// One explored listing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Explored {
    version: u32,
    id: String,
    /// Its executions, for steppers.
    pub(crate) exploration: Option<Exploration>,
    /// Every value that it can return, for quizzes.
    pub(crate) outcomes: Option<Vec<String>>,
}

/// The explored listings of a build; each is read once, and the export runs at most once.
pub(crate) struct Library {
    root: PathBuf,
    source: Source,
    progress: Progress,
    folder: OnceCell<Result<PathBuf, String>>,
    read: RefCell<HashMap<String, Result<Rc<Explored>, String>>>,
}

impl Library {
    /// A library that has read nothing yet. `progress` is told before the export starts.
    pub(crate) fn new(root: &Path, source: &Source, progress: &Progress) -> Self {
        let (folder, read) = Default::default();
        let (source, progress) = (source.clone(), Arc::clone(progress));
        Library {
            root: root.to_owned(),
            source,
            progress,
            folder,
            read,
        }
    }

    /// The explored listing `id`.
    pub(crate) fn get(&self, id: &str) -> Result<Rc<Explored>, String> {
        if let Some(known) = self.read.borrow().get(id) {
            return known.clone();
        }
        let explored = self
            .folder()
            .and_then(|folder| read(&folder, id).map(Rc::new));
        self.read
            .borrow_mut()
            .insert(id.to_owned(), explored.clone());
        explored
    }

    fn folder(&self) -> Result<PathBuf, String> {
        let folder = self.folder.get_or_init(|| match &self.source {
            Source::Folder(folder) => Ok(folder.clone()),
            Source::Export => {
                export(&self.root, &self.progress).map_err(|error| format!("{error:#}"))
            }
        });
        folder.clone()
    }
}

fn read(folder: &Path, id: &str) -> Result<Explored, String> {
    let path = folder.join(format!("{id}.json"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        let ids = ids(folder);
        let near = suggestion(id, ids.iter().map(String::as_str));
        return Err(format!("no listing is explored as `{id}`{near}"));
    };
    let wrong = |what: String| format!("the exploration `{id}` cannot be used: {what}");
    let explored: Explored =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if explored.version != FILE_VERSION {
        return Err(wrong(format!(
            "its file has version {}, and this program reads {FILE_VERSION}",
            explored.version
        )));
    }
    if explored.id != id {
        return Err(wrong(format!("its file says that it is `{}`", explored.id)));
    }
    if let Some(exploration) = &explored.exploration {
        check_exploration(exploration).map_err(wrong)?;
    }
    Ok(explored)
}

fn ids(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            entry
                .file_name()
                .into_string()
                .ok()?
                .strip_suffix(".json")
                .map(str::to_owned)
        })
        .collect()
}

/// Whether every version is ours and every index points somewhere.
fn check_exploration(exploration: &Exploration) -> Result<(), String> {
    for version in [exploration.version, exploration.report.version] {
        if version != VERSION {
            return Err(format!(
                "its trace has version {version}, and this program reads {VERSION}"
            ));
        }
    }
    let failing = exploration
        .report
        .failure
        .iter()
        .map(|failure| &failure.execution);
    exploration
        .executions
        .iter()
        .chain(failing)
        .try_for_each(check_execution)
}

/// Whether every index of an execution points somewhere, and no step reads from the future.
pub(crate) fn check_execution(execution: &Execution) -> Result<(), String> {
    for (number, step) in execution.steps.iter().enumerate() {
        let wrong = if step.thread >= execution.threads.len() {
            "a thread"
        } else if step
            .object
            .is_some_and(|object| object >= execution.objects.len())
        {
            "an object"
        } else if step.reads_from.is_some_and(|from| from >= number) {
            "an earlier step"
        } else {
            continue;
        };
        return Err(format!(
            "step {} names {wrong} that is not there",
            number + 1
        ));
    }
    Ok(())
}

/// Runs the listings' program unless its output for these inputs is there already; gives the folder.
fn export(root: &Path, progress: &Progress) -> anyhow::Result<PathBuf> {
    let kept = root.join(KEPT);
    let folder = kept.join(fingerprint(root)?);
    if folder.is_dir() {
        return Ok(folder);
    }
    progress("exploring the book's listings");
    std::fs::create_dir_all(&kept).with_context(|| format!("cannot create {}", kept.display()))?;
    // Written beside, then renamed: an interrupted export leaves nothing that looks complete.
    let fresh = tempfile::Builder::new()
        .prefix("new-")
        .tempdir_in(&kept)
        .with_context(|| format!("cannot write to {}", kept.display()))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(&cargo)
        .args(["run", "--quiet", "--package", "listings", "--", "--export"])
        .arg(fresh.path())
        .current_dir(root)
        .output()
        .with_context(|| format!("cannot run {}", cargo.display()))?;
    if !output.status.success() {
        bail!(
            "`cargo run -p listings -- --export` failed ({}):\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    forget_others(&kept, fresh.path());
    match std::fs::rename(fresh.path(), &folder) {
        Ok(()) => drop(fresh.keep()),
        // Another build of the same sources was faster.
        Err(_) if folder.is_dir() => {}
        Err(error) => return Err(error).context("cannot keep the exported explorations"),
    }
    Ok(folder)
}

/// Removes earlier exports; one that cannot be removed does no harm.
fn forget_others(kept: &Path, fresh: &Path) {
    for entry in std::fs::read_dir(kept).into_iter().flatten().flatten() {
        let is_export = !entry.file_name().to_string_lossy().starts_with("new-");
        if is_export && entry.path() != fresh {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// A hash of the names and contents of all inputs.
fn fingerprint(root: &Path) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    for input in INPUTS {
        let files = walkdir::WalkDir::new(root.join(input)).sort_by_file_name();
        for entry in files
            .into_iter()
            .filter_map(Result::ok)
            .filter(|e| e.file_type().is_file())
        {
            let content = std::fs::read(entry.path())
                .with_context(|| format!("cannot read {}", entry.path().display()))?;
            hash.update(entry.path().as_os_str().as_encoded_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
