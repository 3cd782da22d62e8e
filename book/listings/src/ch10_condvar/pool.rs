//! Workers that wait for jobs, and how they learn that there will be no more.

use std::collections::VecDeque;
use std::sync::{Barrier, Condvar, Mutex};
use std::thread;

type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

// ANCHOR: queue
/// What the workers wait for: a job, or the end.
#[derive(Default)]
struct Queue<'a> {
    jobs: VecDeque<Job<'a>>,
    closed: bool,
}
// ANCHOR_END: queue

// ANCHOR: worker
/// Waits for a job and takes it. `None` when there is none, and none will come.
fn next_job<'a>(
    queue: &Mutex<Queue<'a>>,
    changed: &Condvar,
) -> Option<Job<'a>> {
    let queue = queue.lock().unwrap();
    let mut queue = changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    queue.jobs.pop_front()
}

fn worker(queue: &Mutex<Queue>, changed: &Condvar) {
    while let Some(job) = next_job(queue, changed) {
        job();
    }
}
// ANCHOR_END: worker

// ANCHOR: close
/// Gives two jobs to two workers, and ends. Returns how many jobs were done.
pub fn two_jobs() -> u32 {
    let done = Mutex::new(0);
    let (queue, changed) = (Mutex::new(Queue::default()), Condvar::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| worker(&queue, &changed));
        }
        for _ in 0..2 {
            let job = Box::new(|| *done.lock().unwrap() += 1);
            queue.lock().unwrap().jobs.push_back(job);
            changed.notify_one();
        }
        queue.lock().unwrap().closed = true;
        changed.notify_all();
    }); // The scope joins the workers.
    *done.lock().unwrap()
}
// ANCHOR_END: close

// ANCHOR: trap
/// Takes jobs until there are none. The guard made in the head of the loop lives
/// until the end of its body.
fn greedy_worker(jobs: &Mutex<Vec<Job>>) {
    while let Some(job) = jobs.lock().unwrap().pop() {
        job();
    }
}

/// Two workers, and two jobs that need each other.
pub fn one_at_a_time() {
    let meeting = Barrier::new(2);
    let meet = || {
        meeting.wait();
    };
    let jobs = Mutex::new(vec![Box::new(meet) as Job, Box::new(meet)]);
    thread::scope(|scope| {
        scope.spawn(|| greedy_worker(&jobs));
        scope.spawn(|| greedy_worker(&jobs));
    });
}
// ANCHOR_END: trap

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn all_jobs_are_done_at_the_end() {
        assert_eq!(interleave::outcomes(two_jobs), [2].into());
    }

    #[test]
    fn a_guard_in_the_head_of_the_loop_lets_one_work_at_a_time() {
        expect::fails(one_at_a_time, FailureKind::Deadlock);
    }
}
