//@ title: The named guard
//@ idea: "A guard with a name is tidier."
//@ test: all_workers_can_be_at_work
//@ test: a_busy_worker_holds_up_no_job
//@ kind: deadlock
//@ says: Is the lock held while a job is worked on

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// The guard lives until the end of the loop's body, with the work in it.
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
                loop {
                    let queue = jobs.lock().unwrap();
                    let Ok(job) = queue.recv() else { break };
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
