//@ title: The receiver is a baton, which an idle worker takes away and puts back

//! Several workers that take jobs from one receiver.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Where the receiver lies when nobody receives.
struct Table<J> {
    jobs: Mutex<Option<Receiver<J>>>,
    put_back: Condvar,
}

impl<J> Table<J> {
    /// Waits for the receiver, and with it for the next job. No lock is held while it waits for a
    /// job, and none while the job is worked on.
    fn next(&self) -> Option<J> {
        let lying = self.jobs.lock().unwrap();
        let jobs = self
            .put_back
            .wait_while(lying, |jobs| jobs.is_none())
            .unwrap()
            .take()?;
        let job = jobs.recv();
        *self.jobs.lock().unwrap() = Some(jobs);
        self.put_back.notify_one();
        job.ok()
    }
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
    let table = Arc::new(Table {
        jobs: Mutex::new(Some(jobs)),
        put_back: Condvar::new(),
    });
    let work = Arc::new(work);
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (table, work) = (Arc::clone(&table), Arc::clone(&work));
            thread::spawn(move || {
                let mut done = 0;
                while let Some(job) = table.next() {
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
