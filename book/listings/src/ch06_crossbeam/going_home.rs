//! Empty queues do not mean that all is done.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread;

// ANCHOR: program
/// Worker 1 is in the middle of a job, and puts a second one into its queue.
/// Worker 2 goes home if it finds that queue empty. Who does the second job?
pub fn who_did_it() -> u32 {
    let queue_of_worker_1 = Mutex::new(VecDeque::new());
    thread::scope(|scope| {
        let worker_2 = scope.spawn(|| {
            let stolen = queue_of_worker_1.lock().unwrap().pop_front();
            stolen.is_some()
        });
        queue_of_worker_1
            .lock()
            .unwrap()
            .push_back("the second job");
        if worker_2.join().unwrap() { 2 } else { 1 }
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thief_may_have_gone_home_before_there_was_anything_to_steal() {
        assert_eq!(interleave::outcomes(who_did_it), [1, 2].into());
    }
}
