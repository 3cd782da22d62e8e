//@ title: The threads are never joined
//@ idea: "The channel is closed, so all threads have ended."
//@ test: the_threads_are_those_of_the_rules_and_have_ended
//@ kind: panic
//@ says: their threads have not ended

use std::sync::mpsc;
use std::thread;

/// The last sender is dropped a moment before the last thread has ended.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let (sender, receiver) = mpsc::channel();
    for mut source in sources {
        let sender = sender.clone();
        thread::spawn(move || {
            for item in source.by_ref() {
                sender.send(item).unwrap();
            }
            drop(sender);
        });
    }
    drop(sender);
    let mut count = 0;
    for item in receiver {
        each(item);
        count += 1;
    }
    count
}
