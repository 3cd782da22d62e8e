//! Runs kept as data: which test, on which machine, when, and how often each outcome was seen. The book's tables are made of
//! them; what is allowed is never kept, it is asked of the models each time.

use crate::choice::Choice;
use crate::machine::Machine;
use crate::native::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

/// The version of the form.
pub const VERSION: u32 = 1;

/// One run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// The name of the test.
    pub test: String,
    /// Its orderings, in the order of its text: `Relaxed,Release,Acquire,Relaxed`.
    pub orderings: String,
    /// How many times it was run.
    pub rounds: u64,
    /// How many outcomes were seen in all: as many as rounds, or as many for each reader.
    pub observations: u64,
    /// How long it took.
    pub seconds: f64,
    /// How many threads there were.
    pub threads: usize,
    /// On how many processors.
    pub processors: usize,
    /// Whether each thread was kept on one processor.
    pub pinned: bool,
    /// Where.
    pub machine: Machine,
    /// When: `2026-11-22`, in UTC.
    pub date: String,
    /// How often each outcome was seen.
    pub seen: BTreeMap<String, u64>,
}

impl Measured {
    /// What was seen just now, on this machine.
    pub fn new(choice: &Choice, seen: &Seen, machine: &Machine) -> Measured {
        let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        Measured {
            test: choice.test.name.to_owned(),
            orderings: choice.list(),
            rounds: seen.rounds,
            observations: seen.observations(),
            seconds: seen.elapsed.as_secs_f64(),
            threads: seen.threads,
            processors: seen.processors,
            pinned: seen.pinned,
            machine: machine.clone(),
            date: now.chars().take_while(|&c| c != 'T').collect(),
            seen: seen
                .counts
                .iter()
                .map(|(outcome, &count)| (outcome.to_string(), count))
                .collect(),
        }
    }
}

/// Runs of several tests, perhaps on several machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of the form.
    pub version: u32,
    /// How such a file is made.
    pub made_by: String,
    /// The runs, by test and orderings.
    pub runs: Vec<Measured>,
}

/// A record that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file cannot be read or written.
    #[error("{file}: {cause}", file = .0.display(), cause = .1)]
    File(PathBuf, #[source] io::Error),
    /// It is no record.
    #[error("{file} is no record of litmus runs: {cause}", file = .0.display(), cause = .1)]
    Form(PathBuf, #[source] serde_json::Error),
    /// It was written by another version of the program.
    #[error("{file} has version {theirs}, and this program reads version {VERSION}", file = .0.display(), theirs = .1)]
    Version(PathBuf, u32),
}

impl Record {
    /// Without runs.
    pub fn new(made_by: &str) -> Record {
        Record {
            version: VERSION,
            made_by: made_by.to_owned(),
            runs: Vec::new(),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If it is not there, or is no record of this version.
    pub fn read(path: &Path) -> Result<Record, RecordError> {
        let text =
            fs::read_to_string(path).map_err(|error| RecordError::File(path.to_owned(), error))?;
        let record: Record = serde_json::from_str(&text)
            .map_err(|error| RecordError::Form(path.to_owned(), error))?;
        if record.version != VERSION {
            return Err(RecordError::Version(path.to_owned(), record.version));
        }
        Ok(record)
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), RecordError> {
        let failed = |error| RecordError::File(path.to_owned(), error);
        let text = serde_json::to_string_pretty(self).map_err(|error| failed(error.into()))?;
        let fresh = path.with_extension("new");
        fs::write(&fresh, text + "\n")
            .and_then(|()| fs::rename(&fresh, path))
            .map_err(failed)
    }

    /// Adds a run. One of the same test and orderings on the same architecture is replaced.
    pub fn add(&mut self, run: Measured) {
        let key = |run: &Measured| {
            (
                run.test.clone(),
                run.orderings.clone(),
                run.machine.arch.clone(),
            )
        };
        self.runs.retain(|known| key(known) != key(&run));
        self.runs.push(run);
        self.runs.sort_by_key(key);
    }

    /// The runs of a test with these orderings.
    pub fn of<'r>(&'r self, choice: &Choice) -> impl Iterator<Item = &'r Measured> + use<'r> {
        let (test, orderings) = (choice.test.name, choice.list());
        self.runs
            .iter()
            .filter(move |run| run.test == test && run.orderings == orderings)
    }
}
