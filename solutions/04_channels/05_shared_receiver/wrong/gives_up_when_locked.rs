//@ title: Busy means finished
//@ idea: "If somebody else has the lock, there is no work for me."
//@ test: all_workers_can_be_at_work
//@ kind: deadlock
//@ says: the second one never begins

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// A worker that finds the lock taken goes home, and the others have to do it all. Right on most runs.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let jobs = Arc::new(Mutex::new(jobs));
    let work = Arc::new(work);
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (jobs, work) = (Arc::clone(&jobs), Arc::clone(&work));
            thread::spawn(move || {
                let mut done = 0;
                while let Ok(queue) = jobs.try_lock() {
                    let job = queue.recv();
                    drop(queue);
                    let Ok(job) = job else { break };
                    work(job);
                    done += 1;
                }
                done
            })
        })
        .collect();
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum()
}
