//! What `counter` must do, in every execution.
use crate::subject::Counter;
use std as interleave;
use std::sync::Arc;
use std::thread;

#[test]
fn every_increment_counts() {
    interleave::check(|| {
        let counter = Arc::new(Counter::new());
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let counter = Arc::clone(&counter);
                thread::spawn(move || counter.increment())
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(
            counter.get(),
            2,
            "an update was lost: two threads incremented once each, and the counter does not say 2"
        );
    });
}
