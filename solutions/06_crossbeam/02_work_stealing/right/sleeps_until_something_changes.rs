//@ title: A worker that finds nothing sleeps on a condition variable

use std::sync::{Condvar, Mutex};
use std::thread;

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// What the workers tell each other.
struct News {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// Jobs that have not been run to their end.
    unfinished: usize,
    /// Jobs that were ever put into a queue.
    pushed: u64,
}

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool> {
    local: &'pool Worker<Job>,
    news: &'pool News,
}

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        let mut state = self.news.state.lock().unwrap();
        state.unfinished += 1;
        state.pushed += 1;
        // With the lock: who has seen the old number of pushed jobs has to look once more.
        self.local.push(job);
        drop(state);
        self.news.changed.notify_one();
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    /// Asks until the answer is definite.
    fn definite<T>(steal: impl Fn() -> Steal<T>) -> Option<T> {
        loop {
            match steal() {
                Steal::Success(job) => return Some(job),
                Steal::Empty => return None,
                Steal::Retry => {}
            }
        }
    }
    local
        .pop()
        .or_else(|| definite(|| global.steal()))
        .or_else(|| others.iter().find_map(|other| definite(|| other.steal())))
}

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let news = News {
        state: Mutex::new(State {
            unfinished: jobs.len(),
            pushed: 0,
        }),
        changed: Condvar::new(),
    };
    let global = Injector::new();
    jobs.into_iter().for_each(|job| global.push(job));
    let queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let ends: Vec<Stealer<Job>> = queues.iter().map(Worker::stealer).collect();

    thread::scope(|scope| {
        for local in queues {
            let (news, global, ends) = (&news, &global, &ends);
            scope.spawn(move || work(&local, global, ends, news));
        }
    });
}

/// Works until nothing is left to do. `ends` has the end of the worker's own queue, too: that is
/// empty when it comes to it.
fn work(local: &Worker<Job>, global: &Injector<Job>, ends: &[Stealer<Job>], news: &News) {
    loop {
        let seen = news.state.lock().unwrap().pushed;
        while let Some(job) = find_job(local, global, ends) {
            job(&Here { local, news });
            let mut state = news.state.lock().unwrap();
            state.unfinished -= 1;
            if state.unfinished == 0 {
                news.changed.notify_all();
            }
        }
        let state = news.state.lock().unwrap();
        let state = news
            .changed
            .wait_while(state, |now| now.unfinished > 0 && now.pushed == seen)
            .unwrap();
        if state.unfinished == 0 {
            return;
        }
    }
}
