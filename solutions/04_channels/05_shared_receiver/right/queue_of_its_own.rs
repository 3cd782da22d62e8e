//@ title: The caller passes the jobs on through a queue with a condition variable

//! Several workers that take jobs from one receiver.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// The jobs that nobody has taken.
struct Queue<J> {
    waiting: VecDeque<J>,
    closed: bool,
}

/// Calls `work` once with each job, on `workers` new threads (1 or more), until all senders are gone
/// and no job is left.
///
/// Returns the number of jobs, when all workers have ended.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let shared = Arc::new((
        Mutex::new(Queue {
            waiting: VecDeque::new(),
            closed: false,
        }),
        Condvar::new(),
        work,
    ));
    let mut threads = Vec::with_capacity(workers);
    threads.resize_with(workers, || {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let (queue, changed, work) = &*shared;
            loop {
                let job = changed
                    .wait_while(queue.lock().unwrap(), |queue| {
                        queue.waiting.is_empty() && !queue.closed
                    })
                    .unwrap()
                    .waiting
                    .pop_front();
                match job {
                    Some(job) => work(job),
                    None => return,
                }
            }
        })
    });

    let (queue, changed, _) = &*shared;
    let mut passed_on = 0;
    for job in jobs {
        queue.lock().unwrap().waiting.push_back(job);
        changed.notify_one();
        passed_on += 1;
    }
    queue.lock().unwrap().closed = true;
    changed.notify_all();
    for thread in threads {
        thread.join().unwrap();
    }
    passed_on
}
