//! One vocabulary for executions, shared by the checker (which writes it), the book's steppers and
//! the `workbook` program (which read it).
//!
//! Everything here is plain data with a versioned JSON form, and [`text`] renders it for a terminal.
//! This crate never runs or checks anything.
#![forbid(unsafe_code)]

mod files;
pub mod text;

pub use files::Files;

use serde::{Deserialize, Serialize};

/// The version of the JSON form. It grows by one whenever a reader of the old form would misread the new.
pub const VERSION: u32 = 1;

/// What one call of `interleave::check` (or `explore`) found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`VERSION`] when it was written.
    pub version: u32,
    /// The name of the test (the OS thread) that asked, when it had one.
    pub test: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Complete executions explored.
    pub executions: u64,
    /// Executions given up because a thread could never continue in them.
    pub blocked: u64,
    /// Times that the program was started: complete, blocked, pruned and sampled runs together.
    pub runs: u64,
    /// How long it took, in microseconds. For information: no verdict depends on it.
    #[serde(default)]
    pub micros: u64,
    /// The simplest of the failing executions that were compared, when one failed.
    pub failure: Option<Failure>,
}

/// How far an exploration got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Verdict {
    /// Every execution was explored and none failed.
    Verified,
    /// None failed, but a limit was hit.
    Bounded {
        /// The limit, in words: "max_executions(100000)".
        limit: String,
    },
    /// An execution failed.
    Failed,
}

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The checked closure panicked (an assertion, an `unwrap`).
    Panic,
    /// Two accesses to the same memory, one of them a write, unordered by happens-before.
    DataRace,
    /// Every thread that is left waits, and none can be woken.
    Deadlock,
    /// A thread spins on something that no other thread will change.
    Livelock,
    /// A thread was left behind: it had not ended when the checked closure returned, and the check asks for that.
    Leak,
    /// The checker was asked for something that it cannot do; the message says what to do instead.
    Misuse,
}

/// A failing execution, and why it failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// What happened, in one line ("assertion `left == right` failed: ...").
    pub message: String,
    /// Where it happened, when that is one place.
    pub at: Option<Source>,
    /// Why it could happen, one sentence or a few.
    pub reason: String,
    /// Who waits for what, in a deadlock or livelock; empty otherwise.
    pub waits: Vec<Wait>,
    /// The id that `Explorer::replay` takes.
    pub replay: String,
    /// The execution, step by step.
    pub execution: Execution,
}

/// One complete (or failing) run of the program, in an order in which it can be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// The threads, by number; the first is the one that ran the checked closure ("main").
    pub threads: Vec<Thread>,
    /// The shared objects that the steps touch, by number.
    pub objects: Vec<Object>,
    /// The steps in reading order.
    pub steps: Vec<Step>,
}

/// One thread of an execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// The name that the program gave, else "main", "1", "2", ...
    pub name: String,
    /// How it ended.
    pub end: ThreadEnd,
}

/// How a thread's part of an execution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadEnd {
    /// It returned.
    Finished,
    /// It panicked.
    Panicked,
    /// It waits, and nothing will wake it.
    Blocked,
    /// It had not ended when the execution did.
    Running,
}

/// A shared object: an atomic, a lock, a channel, a cell, ...
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// What it is: "AtomicUsize", "Mutex", "RwLock", "Condvar", "channel", "UnsafeCell", "thread", ...
    pub kind: String,
    /// What the page calls it: "AtomicUsize 1", or a better name where one is known.
    pub name: String,
}

/// One step of one thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which thread: an index into [`Execution::threads`].
    pub thread: usize,
    /// The learner's own line.
    pub source: Source,
    /// What was done, in the terms of the source: "load(Relaxed)", "lock()", "send()", "println!".
    pub action: String,
    /// What came of it: "→ 0", "← 1", "0 → 1", "waits", "printed \"a\""; empty when there is nothing to say.
    pub result: String,
    /// Which object: an index into [`Execution::objects`].
    pub object: Option<usize>,
    /// The value that was read, as text.
    pub read: Option<String>,
    /// The value that was written, as text.
    pub wrote: Option<String>,
    /// The step whose write this step read; `None` with `read` set means the initial value.
    pub reads_from: Option<usize>,
    /// Whether a newer value had already been written when this read took an older one: the sign of a reordering.
    pub stale: bool,
    /// What the program printed in this step.
    pub printed: Option<String>,
    /// Whether the thread waits here (and, when it is its last step, waits for ever).
    pub waits: bool,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The path as rustc was given it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// The line's text without its indentation; empty when the file could not be read.
    pub text: String,
}

impl Source {
    /// Whether this is std's own file. What std's generic code calls (`receiver.iter().sum()` calls `next`) is said to
    /// be there, and no line of the learner's is known.
    pub fn is_std(&self) -> bool {
        // rustc calls it by the second where the component rust-src is installed.
        let path = self.file.replace('\\', "/");
        path.starts_with("/rustc/") || path.contains("/lib/rustlib/src/rust/library/")
    }
}

/// A thread that waits in a deadlock or livelock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Who waits: an index into [`Execution::threads`].
    pub thread: usize,
    /// For what, in words: "to lock Mutex 1".
    pub what: String,
    /// Since where.
    pub since: Source,
    /// Who holds it or could end the wait, when that is known: an index into [`Execution::threads`].
    pub holder: Option<usize>,
    /// Since where it is held.
    pub held_since: Option<Source>,
}

/// All executions of a small program, for the book's steppers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exploration {
    /// [`VERSION`] when it was written.
    pub version: u32,
    /// The verdict and the counts.
    pub report: Report,
    /// The executions, up to the size that was asked for.
    pub executions: Vec<Execution>,
    /// Whether `executions` holds all of them.
    pub complete: bool,
}
