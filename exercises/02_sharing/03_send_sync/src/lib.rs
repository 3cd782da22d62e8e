//! Which types may go to another thread, and which may be shared?
//!
//! First say it of other people's types, then make your own so. The statement is in README.md.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What threads may do with a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// `Send` and `Sync`.
    SendAndSync,
    /// `Send`, not `Sync`: it may go to another thread, and one thread at a time can use it.
    SendOnly,
    /// `Sync`, not `Send`: it may be shared, and stays where it is.
    SyncOnly,
    /// Neither.
    Neither,
    /// You have not said.
    NotSaid,
}
use Promise::NotSaid;

/// Your answers.
// TODO: which of the other four is it, for each of them?
pub const ANSWERS: [(&str, Promise); 16] = [
    ("Vec<String>", NotSaid),
    ("Rc<u32>", NotSaid),
    ("Arc<u32>", NotSaid),
    ("Cell<u32>", NotSaid),
    ("&Cell<u32>", NotSaid),
    ("&mut Cell<u32>", NotSaid),
    ("Arc<Cell<u32>>", NotSaid),
    ("Mutex<Cell<u32>>", NotSaid),
    ("RwLock<Cell<u32>>", NotSaid),
    ("Arc<Mutex<u32>>", NotSaid),
    ("Mutex<Rc<u32>>", NotSaid),
    ("MutexGuard<u32>", NotSaid),
    ("*const u32", NotSaid),
    ("AtomicPtr<u32>", NotSaid),
    ("mpsc::Sender<u32>", NotSaid),
    ("mpsc::Receiver<u32>", NotSaid),
];

/// Counts visits. Clones count together, on any threads.
#[derive(Debug, Clone, Default)]
pub struct Visits {
    // TODO: neither `Rc` nor `Cell` may be used by two threads.
    count: Rc<Cell<u64>>,
}

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        self.count.set(self.count.get() + 1);
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        self.count.get()
    }
}

/// A list of notes. Several threads may add to it through a shared reference.
#[derive(Debug, Default)]
pub struct Notes {
    // TODO: it may go to another thread. What is missing for sharing?
    lines: RefCell<Vec<String>>,
}

impl Notes {
    /// Adds a line.
    pub fn add(&self, line: &str) {
        self.lines.borrow_mut().push(line.to_string());
    }

    /// All lines, in the order in which they were added.
    pub fn into_lines(self) -> Vec<String> {
        self.lines.into_inner()
    }
}

/// Work that is done later, perhaps on another thread.
pub struct Job {
    // TODO: what does this type say about the closure in the box? What does it not say?
    work: Box<dyn FnOnce() -> u64>,
}

impl Job {
    /// A job that runs `work`. What may not go to another thread is not accepted.
    pub fn new(work: impl FnOnce() -> u64 + 'static) -> Self {
        Job {
            work: Box::new(work),
        }
    }

    /// Does the work.
    pub fn run(self) -> u64 {
        (self.work)()
    }
}

/// Counts for one thread at a time, without a lock. It may go to another thread, and cannot be
/// shared.
#[derive(Debug, Default)]
pub struct Tally {
    // TODO: which of these two types keeps it from going?
    count: Rc<Cell<u64>>,
}

impl Tally {
    /// Counts one.
    pub fn add(&self) {
        self.count.set(self.count.get() + 1);
    }

    /// What was counted.
    pub fn total(&self) -> u64 {
        self.count.get()
    }
}

/// A window on the screen. Only the thread that opened it may use it: it cannot go to another
/// thread, and cannot be shared.
#[derive(Debug)]
pub struct Window {
    // TODO: the documentation says so. Who else?
    title: String,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Self {
        Window {
            title: title.to_string(),
        }
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }
}
