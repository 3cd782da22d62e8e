//@ title: It joins one of the workers
//@ idea: "A worker ends when the queue is empty. So when one has ended, everything is done."
//@ test: all_workers_have_ended
//@ kind: panic
//@ says: nobody has joined it

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// The queue is empty when the first worker ends. Another one may still be doing the last job.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
    panicked: usize,
}

impl ThreadPool {
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue {
                jobs: VecDeque::new(),
                closed: false,
                panicked: 0,
            }),
            changed: Condvar::new(),
        });
        let workers = (0..workers)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || work(&shared))
            })
            .collect();
        ThreadPool { shared, workers }
    }

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.shared
            .queue
            .lock()
            .unwrap()
            .jobs
            .push_back(Box::new(job));
        self.shared.changed.notify_one();
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.shared.queue.lock().unwrap().closed = true;
        self.shared.changed.notify_all();
        // The others end, too, when they find the queue empty.
        if let Some(worker) = self.workers.drain(..).next() {
            worker.join().expect("a worker catches its jobs' panics");
        }
        self.shared.queue.lock().unwrap().panicked
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

fn work(shared: &Shared) {
    while let Some(job) = next_job(shared) {
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            shared.queue.lock().unwrap().panicked += 1;
        }
    }
}

fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    queue.jobs.pop_front()
}
