//@ title: A channel for the notes, a trait that asks for `Send`, and an `Rc` that keeps the window here

use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};
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
    count: Arc<Mutex<u64>>,
}

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        *self.count.lock().unwrap() += 1;
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        *self.count.lock().unwrap()
    }
}

/// A list of notes. Several threads may add to it through a shared reference.
#[derive(Debug)]
pub struct Notes {
    /// A `Sender` may be shared.
    sender: Sender<String>,
    /// A `Receiver` may not. Nobody needs it before the end, and until then a lock that is never taken makes it
    /// `Sync`.
    receiver: Mutex<Receiver<String>>,
}

impl Default for Notes {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel();
        Notes {
            sender,
            receiver: Mutex::new(receiver),
        }
    }
}

impl Notes {
    /// Adds a line.
    pub fn add(&self, line: &str) {
        // The receiver is in `self`, so it is still there.
        self.sender.send(line.to_string()).unwrap();
    }

    /// All lines, in the order in which they were added.
    pub fn into_lines(self) -> Vec<String> {
        // The messages end when no sender is left.
        drop(self.sender);
        self.receiver.into_inner().unwrap().into_iter().collect()
    }
}

/// What a job can do. A trait that asks for `Send`, so that `dyn Work` has it.
trait Work: Send {
    fn work(self: Box<Self>) -> u64;
}

impl<F: FnOnce() -> u64 + Send> Work for F {
    fn work(self: Box<Self>) -> u64 {
        self()
    }
}

/// Work that is done later, perhaps on another thread.
pub struct Job {
    work: Box<dyn Work>,
}

impl Job {
    /// A job that runs `work`. What may not go to another thread is not accepted.
    pub fn new<F>(work: F) -> Self
    where
        F: FnOnce() -> u64 + Send + 'static,
    {
        Job {
            work: Box::new(work),
        }
    }

    /// Does the work.
    pub fn run(self) -> u64 {
        self.work.work()
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
        self.count.update(|count| count + 1);
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
    /// Its count of owners has no protection, and so keeps all of the window on its thread.
    title: Rc<str>,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Self {
        Window {
            title: Rc::from(title),
        }
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }
}
