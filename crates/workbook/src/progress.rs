//! How far the learner is: a JSON file in `.workbook/`, written whole or not at all.
//!
//! It is a note, never a proof: losing it loses the ticks in the list and nothing else.
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::exit::Problem;
use crate::starters::write_whole;
use crate::verdict::{Outcome, Verdict};

/// The version of the file; another version is begun anew.
const VERSION: u32 = 1;

/// All that is noted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    version: u32,
    exercises: BTreeMap<String, Note>,
}

/// What is noted of one exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Whether its last check found it solved.
    pub solved: bool,
    /// Whether it was ever checked since it was last reset.
    pub tried: bool,
    /// How many of its hints were shown.
    pub hints: usize,
    /// Whether its solution was shown.
    pub solution_shown: bool,
    /// The failing executions of the last check, by replay id: the test that found it.
    pub replays: BTreeMap<String, String>,
}

impl Progress {
    /// Reads the notes of the workbook at `root`. A file that is missing or makes no sense counts as empty.
    pub fn read(root: &Path) -> Self {
        fs::read_to_string(file(root))
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .filter(|progress: &Progress| progress.version == VERSION)
            .unwrap_or_default()
    }

    /// What is noted of an exercise.
    pub fn of(&self, exercise: &str) -> Note {
        self.exercises.get(exercise).cloned().unwrap_or_default()
    }

    /// Changes the note of an exercise, in the file: what another run of the program has noted meanwhile stays.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn update(
        root: &Path,
        exercise: &str,
        change: impl FnOnce(&mut Note),
    ) -> Result<(), Problem> {
        let mut progress = Self::read(root);
        progress.version = VERSION;
        change(progress.exercises.entry(exercise.to_owned()).or_default());
        progress.write(root).map_err(|error| {
            let file = file(root);
            Problem::Machine(format!(
                "the progress cannot be noted in {}: {error}",
                file.display()
            ))
        })
    }

    /// Notes the outcome of a check.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn note(root: &Path, outcome: &Outcome) -> Result<(), Problem> {
        Self::update(root, &outcome.exercise, |note| {
            note.tried = true;
            note.solved = outcome.verdict == Verdict::Solved;
            note.replays.clear();
            for test in &outcome.tests {
                for failure in test
                    .reports
                    .iter()
                    .filter_map(|report| report.failure.as_ref())
                {
                    note.replays
                        .insert(failure.replay.clone(), test.name.clone());
                }
            }
        })
    }

    fn write(&self, root: &Path) -> io::Result<()> {
        let file = file(root);
        fs::create_dir_all(root.join(".workbook"))?;
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        write_whole(&file, &text)
    }
}

fn file(root: &Path) -> PathBuf {
    root.join(".workbook").join("progress.json")
}
