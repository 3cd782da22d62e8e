//@ title: The workers are never joined
//@ idea: "Each worker has sent its number, so it has ended."
//@ test: no_worker_is_left_running
//@ kind: panic
//@ says: does not mean that a thread has ended

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

/// All jobs are done, and their number is right. The threads are a moment away from their end.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let jobs = Arc::new(Mutex::new(jobs));
    let work = Arc::new(work);
    let (numbers, all_numbers) = mpsc::channel();
    for _ in 0..workers {
        let (jobs, work) = (Arc::clone(&jobs), Arc::clone(&work));
        let numbers = numbers.clone();
        thread::spawn(move || {
            let mut done = 0;
            loop {
                let job = jobs.lock().unwrap().recv();
                let Ok(job) = job else { break };
                work(job);
                done += 1;
            }
            let _ = numbers.send(done);
        });
    }
    drop(numbers);
    all_numbers.iter().sum()
}
