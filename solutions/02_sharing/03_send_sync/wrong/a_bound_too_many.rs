//@ title: A bound too many
//@ idea: "What has to do with threads needs `Send + Sync`."
//@ test: a_job_goes_to_another_thread
//@ kind: assert
//@ says: does `Job` ask for more than it needs

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

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
use Promise::{Neither, SendAndSync, SendOnly, SyncOnly};

/// Your answers.
pub const ANSWERS: [(&str, Promise); 16] = [
    ("Vec<String>", SendAndSync),
    ("Rc<u32>", Neither),
    ("Arc<u32>", SendAndSync),
    ("Cell<u32>", SendOnly),
    ("&Cell<u32>", Neither),
    ("&mut Cell<u32>", SendOnly),
    ("Arc<Cell<u32>>", Neither),
    ("Mutex<Cell<u32>>", SendAndSync),
    ("RwLock<Cell<u32>>", SendOnly),
    ("Arc<Mutex<u32>>", SendAndSync),
    ("Mutex<Rc<u32>>", Neither),
    ("MutexGuard<u32>", SyncOnly),
    ("*const u32", Neither),
    ("AtomicPtr<u32>", SendAndSync),
    ("mpsc::Sender<u32>", SendAndSync),
    ("mpsc::Receiver<u32>", SendOnly),
];

/// Counts visits. Clones count together, on any threads.
#[derive(Debug, Clone, Default)]
pub struct Visits {
    count: Arc<AtomicU64>,
}

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }
}

/// A list of notes. Several threads may add to it through a shared reference.
#[derive(Debug, Default)]
pub struct Notes {
    lines: Mutex<Vec<String>>,
}

impl Notes {
    /// Adds a line.
    pub fn add(&self, line: &str) {
        self.lines.lock().unwrap().push(line.to_string());
    }

    /// All lines, in the order in which they were added.
    pub fn into_lines(self) -> Vec<String> {
        self.lines.into_inner().unwrap()
    }
}

/// Work that is done later, perhaps on another thread.
pub struct Job {
    // "It crosses threads, so it needs both."
    work: Box<dyn FnOnce() -> u64 + Send + Sync>,
}

impl Job {
    /// A job that runs `work`. What may not go to another thread is not accepted.
    pub fn new(work: impl FnOnce() -> u64 + Send + Sync + 'static) -> Self {
        Job {
            work: Box::new(work),
        }
    }

    /// Does the work.
    pub fn run(self) -> u64 {
        (self.work)()
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Job")
    }
}

/// Counts for one thread at a time, without a lock. It may go to another thread, and cannot be
/// shared.
#[derive(Debug, Default)]
pub struct Tally {
    count: Cell<u64>,
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
    title: String,
    here: PhantomData<*const ()>,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Self {
        Window {
            title: title.to_string(),
            here: PhantomData,
        }
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }
}
