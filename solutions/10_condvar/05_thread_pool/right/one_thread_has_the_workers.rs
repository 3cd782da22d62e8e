//@ title: A thread that does no jobs starts the workers in a scope, and joins them

//! A thread pool: a fixed number of threads that do the jobs they are given.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Workers that wait for jobs.
pub struct ThreadPool {
    queue: Arc<Queue>,
    /// The thread that has started the workers. It returns how many jobs have panicked.
    foreman: Option<JoinHandle<usize>>,
}

/// The jobs, and whether there will be more.
struct Queue {
    jobs: Mutex<(VecDeque<Job>, bool)>,
    changed: Condvar,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let queue = Arc::new(Queue {
            jobs: Mutex::new((VecDeque::new(), true)),
            changed: Condvar::new(),
        });
        let foreman = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || direct(&queue, workers))
        };
        ThreadPool {
            queue,
            foreman: Some(foreman),
        }
    }

    /// Has a worker do `job`, as soon as one is free. Does not wait for it.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.queue.jobs.lock().unwrap().0.push_back(Box::new(job));
        self.queue.changed.notify_one();
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(mut self) -> usize {
        self.end()
    }

    /// Returns how many jobs have panicked, and 0 when it is called again.
    fn end(&mut self) -> usize {
        let Some(foreman) = self.foreman.take() else {
            return 0;
        };
        self.queue.jobs.lock().unwrap().1 = false;
        self.queue.changed.notify_all();
        foreman.join().expect("neither it nor a worker panics")
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.end();
    }
}

/// What the foreman does. It returns when all workers have ended.
fn direct(queue: &Queue, workers: usize) -> usize {
    thread::scope(|scope| {
        // All of them are started before the first one is joined.
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(|| queue.work())).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("a worker does not panic"))
            .sum()
    })
}

impl Queue {
    /// The next job. `None` when there is none and there will be no more.
    fn next(&self) -> Option<Job> {
        let jobs = self.jobs.lock().unwrap();
        self.changed
            .wait_while(jobs, |(jobs, open)| *open && jobs.is_empty())
            .unwrap()
            .0
            .pop_front()
    }

    /// What a worker does. Returns how many of its jobs have panicked.
    fn work(&self) -> usize {
        std::iter::from_fn(|| self.next())
            .filter_map(|job| panic::catch_unwind(AssertUnwindSafe(job)).err())
            .count()
    }
}
