//@ title: One receiver after the other
//@ idea: "Each thread has its channel, and I drain one after the other."
//@ test: the_first_source_may_be_the_slow_one
//@ kind: deadlock
//@ says: receive from one source after the other

use std::sync::mpsc;
use std::thread;

/// All sources are at work, but what the second one has made waits until the first one has ended.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let mut receivers = Vec::new();
    let mut threads = Vec::new();
    for source in sources {
        let (sender, receiver) = mpsc::sync_channel(0);
        receivers.push(receiver);
        threads.push(thread::spawn(move || {
            for item in source {
                sender.send(item).unwrap();
            }
        }));
    }
    let mut count = 0;
    for receiver in receivers {
        for item in receiver {
            each(item);
            count += 1;
        }
    }
    for thread in threads {
        let _ = thread.join();
    }
    count
}
