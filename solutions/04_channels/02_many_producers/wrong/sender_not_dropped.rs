//@ title: The sender that was cloned from
//@ idea: "When all threads have ended, the channel is closed."
//@ test: every_item_is_passed_on_once
//@ test: no_source_is_no_reason_to_wait
//@ kind: deadlock
//@ says: the one that the others were cloned from counts

use std::sync::mpsc;
use std::thread;

/// Each thread drops its clone. The original is still here.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let (sender, receiver) = mpsc::channel();
    let mut threads = Vec::new();
    for source in sources {
        let sender = sender.clone();
        threads.push(thread::spawn(move || {
            for item in source {
                sender.send(item).unwrap();
            }
        }));
    }
    let mut count = 0;
    for item in receiver {
        each(item);
        count += 1;
    }
    for thread in threads {
        let _ = thread.join();
    }
    count
}
