//@ title: Always two
//@ idea: "Two threads share the receiver: that is what the example shows."
//@ test: one_worker_is_one_thread
//@ kind: panic
//@ says: there are as many threads as `workers` says

use std::sync::Mutex;
use std::sync::mpsc::Receiver;
use std::thread;

/// Nobody looks at `workers`.
pub fn work_off<J, F>(_workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let jobs = Mutex::new(jobs);
    let one = || {
        let mut done = 0;
        loop {
            let job = jobs.lock().unwrap().recv();
            let Ok(job) = job else { break done };
            work(job);
            done += 1;
        }
    };
    thread::scope(|scope| {
        let (a, b) = (scope.spawn(one), scope.spawn(one));
        a.join().unwrap() + b.join().unwrap()
    })
}
