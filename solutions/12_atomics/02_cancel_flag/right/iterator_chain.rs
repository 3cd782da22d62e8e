//@ title: An iterator chain, and Relaxed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

/// What the two threads say to each other.
#[derive(Default)]
struct Signals {
    cancelled: AtomicBool,
    finished: AtomicUsize,
}

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    signals: Arc<Signals>,
    thread: JoinHandle<Vec<T>>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let signals = Arc::new(Signals::default());
        let theirs = Arc::clone(&signals);
        let thread = thread::spawn(move || {
            // The chain is lazy. One number goes through all of it before the next one is taken:
            // asked, rendered, counted.
            //
            // ORDERING: Relaxed. Neither says anything about other memory; the rows come by `join`.
            (0..rows)
                .take_while(|_| !theirs.cancelled.load(Relaxed))
                .map(row)
                .inspect(|_| {
                    theirs.finished.fetch_add(1, Relaxed);
                })
                .collect()
        });
        Render { signals, thread }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.signals.finished.load(Relaxed)
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        self.signals.cancelled.store(true, Relaxed);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread.join().expect("no row panics")
    }
}
