//@ title: Shared slots under a lock, and a countdown that ends the wait

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Something to be done, and what it is called.
pub struct Job {
    /// What it is called.
    pub name: String,
    /// What is to be done.
    pub work: Box<dyn FnOnce() -> u32 + Send>,
}

impl Job {
    /// A job of that name.
    pub fn new(name: &str, work: impl FnOnce() -> u32 + Send + 'static) -> Job {
        Job {
            name: name.to_string(),
            work: Box::new(work),
        }
    }
}

/// What became of the jobs. Each list is in the order of the jobs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The names of the jobs that returned, and what they returned.
    pub finished: Vec<(String, u32)>,
    /// The names of the jobs that panicked, and the messages of their panics.
    pub panicked: Vec<(String, String)>,
}

/// Stands in the report for the message of a panic whose payload is no text.
pub const NO_TEXT: &str = "(no text)";

/// Runs all jobs at the same time, each on a new thread that has its name, and reports what became of them.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let board = Arc::new(Board::for_jobs(jobs.len()));
    let mut names = Vec::with_capacity(jobs.len());
    for (place, Job { name, work }) in jobs.into_iter().enumerate() {
        names.push(name.clone());
        let board = Arc::clone(&board);
        thread::Builder::new()
            .name(name)
            .spawn(move || {
                // Caught before the lock is taken, so a panic never poisons it.
                let ending = panic::catch_unwind(AssertUnwindSafe(work));
                board.put(place, ending);
            })
            .expect("a thread can be started");
    }

    let mut report = Report::default();
    for (name, ending) in names.into_iter().zip(board.wait()) {
        match ending {
            Ok(number) => report.finished.push((name, number)),
            Err(payload) => report.panicked.push((name, message(&*payload).to_string())),
        }
    }
    report
}

/// A place for what became of each job, and how many of them are still empty.
struct Board {
    state: Mutex<State>,
    full: Condvar,
}

struct State {
    places: Vec<Option<thread::Result<u32>>>,
    empty: usize,
}

impl Board {
    fn for_jobs(jobs: usize) -> Self {
        Board {
            state: Mutex::new(State {
                places: (0..jobs).map(|_| None).collect(),
                empty: jobs,
            }),
            full: Condvar::new(),
        }
    }

    fn put(&self, place: usize, ending: thread::Result<u32>) {
        let mut state = self.state.lock().unwrap();
        state.places[place] = Some(ending);
        state.empty -= 1;
        if state.empty == 0 {
            self.full.notify_one();
        }
    }

    /// Waits until no place is empty, and empties them.
    fn wait(&self) -> Vec<thread::Result<u32>> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .full
            .wait_while(state, |state| state.empty > 0)
            .unwrap();
        state.places.drain(..).flatten().collect()
    }
}

/// What a panic said.
fn message(payload: &(dyn Any + Send)) -> &str {
    match (
        payload.downcast_ref::<&str>(),
        payload.downcast_ref::<String>(),
    ) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => NO_TEXT,
    }
}
