//@ title: No condition variable: idle workers park, and each change wakes all

//! A thread pool: a fixed number of threads that do the jobs they are given.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// What the pool and its workers share.
#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    ending: bool,
    panicked: usize,
}

/// Workers that wait for jobs.
pub struct ThreadPool {
    state: Arc<Mutex<State>>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let workers = (0..workers)
            .map(|_| {
                let state = Arc::clone(&state);
                thread::spawn(move || work(&state))
            })
            .collect();
        ThreadPool { state, workers }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        // All of them, since nobody knows who is idle. Who is just about to park will not.
        for worker in &self.workers {
            worker.thread().unpark();
        }
    }

    /// Has a worker do `job`, as soon as one is free. Does not wait for it.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.change(|state| state.jobs.push_back(Box::new(job)));
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(mut self) -> usize {
        self.end();
        self.state.lock().unwrap().panicked
    }

    fn end(&mut self) {
        self.change(|state| state.ending = true);
        for worker in self.workers.drain(..) {
            worker.join().expect("a worker does not panic");
        }
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.end();
    }
}

/// What a worker does.
fn work(state: &Mutex<State>) {
    loop {
        let mut now = state.lock().unwrap();
        let job = now.jobs.pop_front();
        let ending = now.ending;
        drop(now);
        match job {
            Some(job) => {
                if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
                    state.lock().unwrap().panicked += 1;
                }
            }
            None if ending => return,
            // A job may use the token that was meant for this worker. But before it parks, it
            // always looks, so the token is only ever needed for what came after the look.
            None => thread::park(),
        }
    }
}
