//@ title: Dealt out in turn
//@ idea: "Each worker gets its own channel, and the jobs are dealt out like cards."
//@ test: a_busy_worker_holds_up_no_job
//@ kind: deadlock
//@ says: Does a job wait for a certain worker

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// A job lies behind the one that a busy worker is at, although another worker is idle.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let mut senders = Vec::new();
    let mut threads = Vec::new();
    for _ in 0..workers {
        let (sender, mine) = mpsc::channel();
        let work = Arc::clone(&work);
        senders.push(sender);
        threads.push(thread::spawn(move || {
            let mut done = 0;
            for job in mine {
                work(job);
                done += 1;
            }
            done
        }));
    }
    for (number, job) in jobs.into_iter().enumerate() {
        senders[number % workers].send(job).unwrap();
    }
    drop(senders);
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum()
}
