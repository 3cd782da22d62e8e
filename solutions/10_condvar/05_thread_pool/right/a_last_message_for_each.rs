//@ title: The end is a message in the queue, one for each worker

//! A thread pool: a fixed number of threads that do the jobs they are given.

use std::collections::VecDeque;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

/// What a worker finds in the queue.
enum Message {
    Do(Box<dyn FnOnce() + Send>),
    /// For one worker. It stands behind all jobs, and who has read it reads no more.
    End,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<VecDeque<Message>>,
    longer: Condvar,
    panicked: AtomicUsize,
}

impl Shared {
    fn send(&self, message: Message) {
        self.queue.lock().unwrap().push_back(message);
        // One message for one worker.
        self.longer.notify_one();
    }

    fn receive(&self) -> Message {
        let mut queue = self.queue.lock().unwrap();
        loop {
            match queue.pop_front() {
                Some(message) => return message,
                None => queue = self.longer.wait(queue).unwrap(),
            }
        }
    }

    fn work(&self) {
        while let Message::Do(job) = self.receive() {
            if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
                // ORDERING: Relaxed: it is read when all workers have been joined.
                self.panicked.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// Workers that wait for jobs.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let shared = Arc::<Shared>::default();
        let start = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work())
        };
        ThreadPool {
            workers: (0..workers).map(start).collect(),
            shared,
        }
    }

    /// Has a worker do `job`, as soon as one is free. Does not wait for it.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.shared.send(Message::Do(Box::new(job)));
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(self) -> usize {
        let shared = Arc::clone(&self.shared);
        drop(self);
        // ORDERING: Relaxed: `drop` has joined all who add to it.
        shared.panicked.load(Ordering::Relaxed)
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        let workers = mem::take(&mut self.workers);
        for _ in &workers {
            self.shared.send(Message::End);
        }
        for worker in workers {
            worker.join().expect("a worker does not panic");
        }
    }
}
