//@ title: All jobs first
//@ idea: "When I have all jobs in a list, I can share the list."
//@ test: a_job_is_done_when_it_comes
//@ kind: deadlock
//@ says: collect all jobs before it starts

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// The first job is done when the last one has come, which may be never.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let list: Vec<_> = jobs.into_iter().collect();
    let list = Arc::new(Mutex::new(list));
    let work = Arc::new(work);
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (list, work) = (Arc::clone(&list), Arc::clone(&work));
            thread::spawn(move || {
                let mut done = 0;
                loop {
                    let job = list.lock().unwrap().pop();
                    let Some(job) = job else { break };
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
