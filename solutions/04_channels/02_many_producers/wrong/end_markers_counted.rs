//@ title: Counting goodbyes
//@ idea: "Each source sends an end marker, and I count them."
//@ test: a_source_that_panics_has_ended
//@ kind: deadlock
//@ says: a thread that panics drops what it owns, its sender included

use std::sync::mpsc;
use std::thread;

/// Each thread says when it has ended. One that panics does not.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let (sender, receiver) = mpsc::channel();
    let mut at_work = sources.len();
    let mut threads = Vec::new();
    for source in sources {
        let sender = sender.clone();
        threads.push(thread::spawn(move || {
            for item in source {
                sender.send(Some(item)).unwrap();
            }
            sender.send(None).unwrap();
        }));
    }
    let mut count = 0;
    while at_work > 0 {
        match receiver.recv().unwrap() {
            Some(item) => {
                each(item);
                count += 1;
            }
            None => at_work -= 1,
        }
    }
    for thread in threads {
        let _ = thread.join();
    }
    count
}
