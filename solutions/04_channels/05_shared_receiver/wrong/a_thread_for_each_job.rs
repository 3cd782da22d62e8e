//@ title: A thread for each job
//@ idea: "A new thread is always idle."
//@ test: one_worker_is_one_thread
//@ kind: panic
//@ says: one that is done with a job takes the next one

use std::sync::mpsc::Receiver;
use std::thread;

/// Nobody looks at `workers`: with a thousand jobs there are a thousand threads.
pub fn work_off<J, F>(_workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let work = &work;
    thread::scope(|scope| {
        let mut done = 0;
        for job in jobs {
            scope.spawn(move || work(job));
            done += 1;
        }
        done
    })
}
