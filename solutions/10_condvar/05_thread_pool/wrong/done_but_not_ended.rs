//@ title: It waits for the jobs, and not for the workers
//@ idea: "When the last job is done, all is done."
//@ test: the_workers_have_ended_when_the_pool_is_gone
//@ kind: panic
//@ says: nobody has joined it

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// Counts the jobs that are not done, and waits until there are none. The threads still run then: what
/// belongs to them is not yet dropped.
pub struct ThreadPool {
    shared: Arc<Shared>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    all_done: Condvar,
}

struct Queue {
    jobs: VecDeque<Job>,
    not_done: usize,
    panicked: usize,
    closed: bool,
}

impl ThreadPool {
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue {
                jobs: VecDeque::new(),
                not_done: 0,
                panicked: 0,
                closed: false,
            }),
            changed: Condvar::new(),
            all_done: Condvar::new(),
        });
        for _ in 0..workers {
            let shared = Arc::clone(&shared);
            thread::spawn(move || work(&shared));
        }
        ThreadPool { shared }
    }

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.shared.queue.lock().unwrap();
        queue.jobs.push_back(Box::new(job));
        queue.not_done += 1;
        self.shared.changed.notify_one();
    }

    pub fn shutdown(self) -> usize {
        self.finish()
    }

    fn finish(&self) -> usize {
        let mut queue = self.shared.queue.lock().unwrap();
        queue.closed = true;
        self.shared.changed.notify_all();
        let queue = self
            .shared
            .all_done
            .wait_while(queue, |queue| queue.not_done > 0)
            .unwrap();
        queue.panicked
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

fn work(shared: &Shared) {
    let mut queue = shared.queue.lock().unwrap();
    loop {
        queue = shared
            .changed
            .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
            .unwrap();
        let Some(job) = queue.jobs.pop_front() else {
            return;
        };
        drop(queue);
        let panicked = panic::catch_unwind(AssertUnwindSafe(job)).is_err();
        queue = shared.queue.lock().unwrap();
        queue.panicked += usize::from(panicked);
        queue.not_done -= 1;
        if queue.not_done == 0 {
            shared.all_done.notify_one();
        }
    }
}
