//@ title: A worker that finds nothing puts itself on a list, and parks

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Thread};

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// What the workers tell each other.
#[derive(Default)]
struct Shared {
    /// Jobs that have not been run to their end.
    unfinished: AtomicUsize,
    /// Who wants to be woken when that changes.
    sleepers: Mutex<Vec<Thread>>,
}

impl Shared {
    /// Wakes all who are on the list. Whoever is not asleep yet will not fall asleep: `park` returns
    /// at once when `unpark` came before it.
    fn wake(&self) {
        for thread in self.sleepers.lock().unwrap().drain(..) {
            thread.unpark();
        }
    }
}

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool> {
    local: &'pool Worker<Job>,
    shared: &'pool Shared,
}

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.shared.unfinished.fetch_add(1, Ordering::SeqCst);
        self.local.push(job);
        self.shared.wake();
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    local.pop().or_else(|| {
        loop {
            let mut retry = false;
            // The chain is lazy: nobody is asked after a success.
            let found = std::iter::once(global.steal())
                .chain(others.iter().map(|other| other.steal()))
                .inspect(|steal| retry |= steal.is_retry())
                .find_map(Steal::success);
            if found.is_some() || !retry {
                return found;
            }
        }
    })
}

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let shared = Shared::default();
    shared.unfinished.store(jobs.len(), Ordering::SeqCst);
    let global = Injector::new();
    for job in jobs {
        global.push(job);
    }
    let queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let ends: Vec<Stealer<Job>> = queues.iter().map(Worker::stealer).collect();
    thread::scope(|scope| {
        for local in queues {
            let (shared, global, ends) = (&shared, &global, &ends);
            scope.spawn(move || {
                let here = Here {
                    local: &local,
                    shared,
                };
                loop {
                    while let Some(job) = find_job(&local, global, ends) {
                        job(&here);
                        if shared.unfinished.fetch_sub(1, Ordering::SeqCst) == 1 {
                            shared.wake();
                        }
                    }
                    // On the list first, and then one more look. Who pushes does it the other way
                    // round: the job first, and then the list. So one of them sees the other.
                    shared.sleepers.lock().unwrap().push(thread::current());
                    if shared.unfinished.load(Ordering::SeqCst) == 0 {
                        return;
                    }
                    if global.is_empty() && ends.iter().all(|end| end.is_empty()) {
                        thread::park();
                    }
                }
            });
        }
    });
}
