//@ title: The caller receives, and hands each job to a worker that has said that it is idle

//! Several workers that take jobs from one receiver.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Calls `work` once with each job, on `workers` new threads (1 or more), until all senders are gone
/// and no job is left.
///
/// Returns the number of jobs, when all workers have ended.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let (idle, idle_workers) = mpsc::channel();
    let mut inboxes = vec![];
    let mut threads = vec![];
    for number in 0..workers {
        let (sender, inbox) = mpsc::channel();
        inboxes.push(sender);
        let (idle, work) = (idle.clone(), Arc::clone(&work));
        threads.push(thread::spawn(move || {
            // The first word is that it is idle. It fails when there are no more jobs.
            while idle.send(number).is_ok() {
                let Ok(job) = inbox.recv() else { break };
                work(job);
            }
        }));
    }

    let mut done = 0;
    for job in jobs {
        // Waits for whoever is idle first.
        let number: usize = idle_workers.recv().unwrap();
        inboxes[number].send(job).unwrap();
        done += 1;
    }
    // Those who wait for a job learn that there is none, and the others learn it after their job.
    drop(inboxes);
    for thread in threads {
        thread.join().unwrap();
    }
    done
}
