//@ title: Notes without a lock, linked by `OnceLock`, and a `RefCell` that counts

use std::cell::RefCell;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

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
pub struct Visits(Arc<AtomicU64>);

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        // ORDERING: Relaxed is enough for a number that announces nothing else.
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A list of notes. Several threads may add to it through a shared reference.
#[derive(Debug, Default)]
pub struct Notes {
    first: OnceLock<Box<Note>>,
}

/// A line, and a place for the next one, which is filled once and never changed.
#[derive(Debug)]
struct Note {
    line: String,
    next: OnceLock<Box<Note>>,
}

impl Notes {
    /// Adds a line at the end.
    pub fn add(&self, line: &str) {
        let mut note = Box::new(Note {
            line: line.to_string(),
            next: OnceLock::new(),
        });
        let mut end = &self.first;
        // If somebody else was faster, the place gives the note back, and the end is further on.
        while let Err(returned) = end.set(note) {
            note = returned;
            end = &end.get().expect("it was full").next;
        }
    }

    /// All lines, in the order in which they were added.
    pub fn into_lines(self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = self.first.into_inner();
        while let Some(note) = rest {
            lines.push(note.line);
            rest = note.next.into_inner();
        }
        lines
    }
}

/// Work that is done later, perhaps on another thread.
pub struct Job(Box<dyn FnOnce() -> u64 + Send>);

impl Job {
    /// A job that runs `work`. What may not go to another thread is not accepted.
    pub fn new(work: impl FnOnce() -> u64 + Send + 'static) -> Self {
        Job(Box::new(work))
    }

    /// Does the work.
    pub fn run(self) -> u64 {
        (self.0)()
    }
}

/// Counts for one thread at a time, without a lock. It may go to another thread, and cannot be
/// shared.
#[derive(Debug, Default)]
pub struct Tally {
    count: RefCell<u64>,
}

impl Tally {
    /// Counts one.
    pub fn add(&self) {
        *self.count.borrow_mut() += 1;
    }

    /// What was counted.
    pub fn total(&self) -> u64 {
        *self.count.borrow()
    }
}

/// A window on the screen. Only the thread that opened it may use it: it cannot go to another
/// thread, and cannot be shared.
#[derive(Debug)]
pub struct Window {
    title: String,
    /// A raw pointer has neither promise, and this takes no room.
    stays_here: PhantomData<*const ()>,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Self {
        Window {
            title: title.to_string(),
            stays_here: PhantomData,
        }
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }
}
