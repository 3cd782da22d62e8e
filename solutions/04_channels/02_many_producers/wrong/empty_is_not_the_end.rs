//@ title: Empty is not the end
//@ idea: "When `try_recv` fails, there is no more."
//@ test: every_item_is_passed_on_once
//@ kind: panic
//@ says: `each` must see both

use std::sync::mpsc;
use std::thread;

/// Right on most runs: as long as the sources are fast.
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
                if sender.send(item).is_err() {
                    break;
                }
            }
        }));
    }
    drop(sender);
    let mut count = 0;
    while let Ok(item) = receiver.try_recv() {
        each(item);
        count += 1;
    }
    for thread in threads {
        let _ = thread.join();
    }
    count
}
