//@ title: The lock is held during the work
//@ idea: "I lock my slot, do the work, and put the result in."
//@ test: all_workers_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Does one hold a lock while it works?

use std::sync::{Arc, Mutex};
use std::thread;

/// There is one lock for all slots, so one worker works at a time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let slots: Vec<Option<T>> = (0..workers).map(|_| None).collect();
    let slots = Arc::new(Mutex::new(slots));
    let handles: Vec<_> = (0..workers)
        .map(|number| {
            let work = work.clone();
            let slots = Arc::clone(&slots);
            thread::spawn(move || {
                let mut slots = slots.lock().unwrap();
                slots[number] = Some(work(number));
            })
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }
    let slots = std::mem::take(&mut *slots.lock().unwrap());
    slots.into_iter().flatten().collect()
}
