//! The exit codes, which scripts in classrooms depend on: a code never changes its meaning.
use std::path::PathBuf;

use thiserror::Error;

/// How the program ends. The numbers are published (`cargo workbook --help`, README.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// All went well; what was checked is solved.
    Ok = 0,
    /// Not yet: a check fails, or `verify` found a fault.
    NotYet = 1,
    /// The command line is wrong: an unknown name or option.
    Usage = 2,
    /// An exercise does not compile.
    DoesNotCompile = 3,
    /// The workbook itself is broken: a missing folder, an `exercise.toml` with an error.
    Broken = 4,
    /// A test was still running when its time was up, or printed without end; it was stopped.
    Hung = 5,
    /// The machine refused: a folder that cannot be written, no cargo, no port.
    Machine = 6,
    /// `litmus` saw an outcome that the models forbid.
    Forbidden = 7,
    /// Interrupted with Ctrl-C.
    Interrupted = 130,
}

/// The table of exit codes, as `--help` prints it.
pub const TABLE: &str = "\
Exit codes:
    0  all went well; what was checked is solved
    1  not yet: a check fails, or `verify` found a fault
    2  the command line is wrong (an unknown name or option)
    3  an exercise does not compile
    4  the workbook is broken (a missing folder, a faulty exercise.toml)
    5  a test ran or printed without end, and was stopped
    6  the machine refused (a folder that cannot be written, no cargo, no port)
    7  `litmus` saw an outcome that the models forbid
  130  interrupted with Ctrl-C";

impl Exit {
    /// The code that stands for both, when several exercises were checked: the one to look at first.
    #[must_use]
    pub fn and(self, other: Exit) -> Exit {
        let urgency = |exit: Exit| match exit {
            Exit::Ok => 0,
            Exit::NotYet => 1,
            Exit::Hung => 2,
            Exit::DoesNotCompile => 3,
            Exit::Usage => 4,
            Exit::Machine => 5,
            Exit::Broken => 6,
            Exit::Forbidden => 7,
            Exit::Interrupted => 8,
        };
        if urgency(other) > urgency(self) {
            other
        } else {
            self
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        (exit as u8).into()
    }
}

/// What stops a command, in the user's terms: what happened, where, what to do next.
#[derive(Debug, Error)]
pub enum Problem {
    /// No folder from here upwards is a workbook.
    #[error("there is no workbook here: neither {} nor a folder above it has a folder `exercises`.\nGo to the folder of the workbook, or name it with --root.", .0.display())]
    NoWorkbook(PathBuf),
    /// No exercise or topic has this name.
    #[error("there is no {what} called `{name}`.{}", suggest(.suggestions))]
    UnknownName {
        /// "exercise" or "exercise or topic".
        what: &'static str,
        /// What was asked for.
        name: String,
        /// Names like it.
        suggestions: Vec<String>,
    },
    /// The exercise was there once, and its folder is not.
    #[error("the folder of `{name}` is missing: {}.\nTake it from a fresh copy of the workbook; in a git clone, `git checkout -- {}` brings it back.", .folder.display(), .folder.display())]
    MissingFolder {
        /// The exercise.
        name: String,
        /// Where it should be, from the workbook's root.
        folder: PathBuf,
    },
    /// The workbook's own files are wrong.
    #[error("{0}")]
    Broken(String),
    /// The command line asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// The machine does not let us.
    #[error("{0}")]
    Machine(String),
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

impl Problem {
    /// The exit code that the problem leads to.
    pub fn exit(&self) -> Exit {
        match self {
            Problem::UnknownName { .. } | Problem::Usage(_) | Problem::NoWorkbook(_) => Exit::Usage,
            Problem::MissingFolder { .. } | Problem::Broken(_) => Exit::Broken,
            Problem::Machine(_) => Exit::Machine,
            Problem::Interrupted => Exit::Interrupted,
        }
    }
}

fn suggest(names: &[String]) -> String {
    match names {
        [] => "\n`cargo workbook list` shows what there is.".to_owned(),
        [one] => format!("\nDid you mean `{one}`?"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|name| format!("`{name}`")).collect();
            format!("\nDid you mean {} or `{last}`?", first.join(", "))
        }
    }
}
