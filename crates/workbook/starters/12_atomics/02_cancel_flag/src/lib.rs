//! A long computation that can be stopped, and that tells how far it is.
//!
//! Make it stop when it is asked to, and lose nothing that was finished. The statement is in README.md.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    cancelled: Arc<AtomicBool>,
    finished: Arc<AtomicUsize>,
    thread: JoinHandle<Vec<T>>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let cancelled = Arc::new(AtomicBool::new(false));
        let finished = Arc::new(AtomicUsize::new(0));
        // TODO: when is this read, and how often?
        let stop = cancelled.load(Ordering::SeqCst);
        let thread = thread::spawn({
            let finished = Arc::clone(&finished);
            move || {
                let mut done = Vec::new();
                for n in 0..rows {
                    if stop {
                        break;
                    }
                    done.push(row(n));
                }
                // TODO: what does `finished` say while the rows are being rendered?
                finished.store(done.len(), Ordering::SeqCst);
                done
            }
        });
        Render {
            cancelled,
            finished,
            thread,
        }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.finished.load(Ordering::SeqCst)
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread.join().expect("no row panics")
    }
}
