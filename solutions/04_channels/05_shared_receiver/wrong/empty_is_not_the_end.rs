//@ title: Empty is not the end
//@ idea: "With `try_recv` the lock is never held for long."
//@ test: a_job_that_comes_late_is_done_too
//@ kind: panic
//@ says: empty for a moment is not the end

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// Right on all runs in which the jobs come faster than the workers take them.
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
                    let job = jobs.lock().unwrap().try_recv();
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
