//@ title: RwLock notes, sharded visits, mutexed job, handle window, all without derives

use std::cell::{Cell, OnceCell, UnsafeCell};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

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

/// Counts visits.
#[derive(Clone)]
pub struct Visits {
    shards: Arc<[AtomicUsize]>,
    mine: usize,
}

impl Default for Visits {
    fn default() -> Self {
        Visits {
            shards: (0..4).map(|_| AtomicUsize::new(0)).collect(),
            mine: 1,
        }
    }
}

impl Visits {
    /// Counts one visit.
    pub fn count(&self) {
        self.shards[self.mine].fetch_add(1, Ordering::SeqCst);
    }

    /// How many visits this and all its clones have counted.
    pub fn total(&self) -> u64 {
        self.shards
            .iter()
            .map(|s| s.load(Ordering::SeqCst) as u64)
            .sum()
    }
}

/// Notes.
#[derive(Default)]
pub struct Notes(RwLock<Vec<String>>);

impl Notes {
    /// Adds a line.
    pub fn add(&self, line: &str) {
        self.0
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .push(line.into());
    }

    /// All lines.
    pub fn into_lines(self) -> Vec<String> {
        std::mem::take(&mut *self.0.write().unwrap())
    }
}

/// Work.
pub struct Job(Mutex<Option<Box<dyn FnOnce() -> u64 + Send + 'static>>>);

impl Job {
    /// A job.
    pub fn new<W: FnOnce() -> u64 + Send + 'static>(work: W) -> Job {
        Job(Mutex::new(Some(Box::new(work))))
    }

    /// Does the work.
    pub fn run(self) -> u64 {
        self.0.into_inner().unwrap().take().unwrap()()
    }
}

/// Tally.
pub struct Tally {
    count: Box<Cell<Option<u64>>>,
    _no: PhantomData<(OnceCell<u8>, UnsafeCell<()>)>,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            count: Box::new(Cell::new(None)),
            _no: PhantomData,
        }
    }
}

impl Tally {
    /// Counts one.
    pub fn add(&self) {
        self.count.update(|n| Some(n.unwrap_or(0) + 1));
    }

    /// What was counted.
    pub fn total(&self) -> u64 {
        self.count.get().unwrap_or_default()
    }
}

/// A window.
pub struct Window {
    title: Cell<Option<&'static str>>,
    own: String,
    _p: PhantomData<MutexGuard<'static, ()>>,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Window {
        Window {
            title: Cell::new(None),
            own: title.into(),
            _p: PhantomData,
        }
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        self.title.get().unwrap_or(self.own.as_str())
    }
}
