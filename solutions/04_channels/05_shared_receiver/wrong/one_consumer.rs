//@ title: One thread does it all
//@ idea: "A receiver has one consumer."
//@ test: all_workers_can_be_at_work
//@ kind: deadlock
//@ says: is there one thread for all

use std::sync::mpsc::Receiver;
use std::thread;

/// Every job is done, one after the other.
pub fn work_off<J, F>(_workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    thread::spawn(move || {
        let mut done = 0;
        for job in jobs {
            work(job);
            done += 1;
        }
        done
    })
    .join()
    .unwrap()
}
