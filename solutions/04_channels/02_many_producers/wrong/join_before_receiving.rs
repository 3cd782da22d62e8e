//@ title: Join first, then receive
//@ idea: "The threads must be done before I look at what they sent."
//@ test: the_first_source_may_be_the_slow_one
//@ test: the_second_source_may_be_the_slow_one
//@ kind: deadlock
//@ says: join a thread before it receives

use std::sync::mpsc;
use std::thread;

/// Every item arrives, after the last one has been made.
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
    drop(sender);
    for thread in threads {
        let _ = thread.join();
    }
    let mut count = 0;
    for item in receiver {
        each(item);
        count += 1;
    }
    count
}
