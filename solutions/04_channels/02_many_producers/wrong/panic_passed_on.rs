//@ title: One panic for all
//@ idea: "`join().unwrap()` is how one waits for a thread."
//@ test: a_source_that_panics_has_ended
//@ kind: panic
//@ says: that ends the source, and nothing else

use std::sync::mpsc;
use std::thread;

/// One station on fire, and nobody sees the weather.
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
    let mut count = 0;
    for item in receiver {
        each(item);
        count += 1;
    }
    for thread in threads {
        thread.join().unwrap();
    }
    count
}
