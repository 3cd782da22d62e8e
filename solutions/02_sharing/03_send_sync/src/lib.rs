//! Which types may go to another thread, and which may be shared?
#![forbid(unsafe_code)]

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
    // Owns all that it has, and changes nothing behind `&`.
    ("Vec<String>", SendAndSync),
    // Two pointers to one unprotected count: whoever is given one leaves another behind.
    ("Rc<u32>", Neither),
    // The count is atomic, and the `u32` is only read.
    ("Arc<u32>", SendAndSync),
    // `set` through `&`, without protection: nobody else may have a `&` at that time.
    ("Cell<u32>", SendOnly),
    // `&T` is `Send` when `T` is `Sync`, which `Cell` is not. And what is behind `&&Cell` is a
    // `&Cell` still.
    ("&Cell<u32>", Neither),
    // Exclusive: it is as good as the cell itself.
    ("&mut Cell<u32>", SendOnly),
    // Gives out `&Cell` wherever there is a clone. The atomic count protects the count alone.
    ("Arc<Cell<u32>>", Neither),
    // One thread at a time is let in, so nobody ever shares the cell.
    ("Mutex<Cell<u32>>", SendAndSync),
    // Two readers at a time are let in, and both could `set`.
    ("RwLock<Cell<u32>>", SendOnly),
    ("Arc<Mutex<u32>>", SendAndSync),
    // The lock protects this one pointer, and not its clones elsewhere, which use the same count.
    ("Mutex<Rc<u32>>", Neither),
    // The thread that locked must unlock. Looking through the guard is harmless.
    ("MutexGuard<u32>", SyncOnly),
    // No promises, to make people think before they write `unsafe impl`.
    ("*const u32", Neither),
    // It is only the pointer that is loaded and stored; following it takes `unsafe`.
    ("AtomicPtr<u32>", SendAndSync),
    ("mpsc::Sender<u32>", SendAndSync),
    // The receiver may move, but it is *the single* consumer.
    ("mpsc::Receiver<u32>", SendOnly),
];

/// Counts visits. Clones count together, on any threads.
#[derive(Debug, Clone, Default)]
pub struct Visits {
    // `Arc`, so that clones may live on other threads; an atomic, so that they may count at the
    // same time. Either alone is not enough: `Arc<Cell<u64>>` promises nothing.
    count: Arc<AtomicU64>,
}

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        // ORDERING: only the number itself matters, nothing is published with it.
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        // ORDERING: as above.
        self.count.load(Ordering::Relaxed)
    }
}

/// A list of notes. Several threads may add to it through a shared reference.
#[derive(Debug, Default)]
pub struct Notes {
    // `RefCell` panics when somebody else is writing, and `Mutex` waits. No `Arc`: whether the list
    // is borrowed or owned by many is for its users to decide.
    lines: Mutex<Vec<String>>,
}

impl Notes {
    /// Adds a line.
    pub fn add(&self, line: &str) {
        self.lines.lock().unwrap().push(line.to_string());
    }

    /// All lines, in the order in which they were added.
    pub fn into_lines(self) -> Vec<String> {
        // `self` is owned, so nobody else has it, and nothing is locked.
        self.lines.into_inner().unwrap()
    }
}

/// Work that is done later, perhaps on another thread.
pub struct Job {
    // `dyn` forgets which closure it was, and with it what the closure promised. What is not
    // written here is not there.
    work: Box<dyn FnOnce() -> u64 + Send>,
}

impl Job {
    /// A job that runs `work`. What may not go to another thread is not accepted.
    pub fn new(work: impl FnOnce() -> u64 + Send + 'static) -> Self {
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
    // `Cell` is `Send` and not `Sync`, which is just what is wanted. Nothing is paid for threads
    // that must not come.
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
    // Takes no room, and has neither promise. `PhantomData<Rc<()>>` would do as well, and
    // `PhantomData<Cell<()>>` would not: a `Cell` may go.
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
