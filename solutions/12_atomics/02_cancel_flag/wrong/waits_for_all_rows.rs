//@ title: Join waits until all rows are finished
//@ idea: "The progress tells me when it is done."
//@ test: no_row_begins_after_cancel
//@ kind: livelock
//@ says: a number of rows that is not reached

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// What the rendering thread and the handle share: one number in each direction.
struct Shared {
    cancelled: AtomicBool,
    finished: AtomicUsize,
}

/// After `cancel`, that number never comes.
pub struct Render<T> {
    shared: Arc<Shared>,
    rows: usize,
    thread: JoinHandle<Vec<T>>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let shared = Arc::new(Shared {
            cancelled: AtomicBool::new(false),
            finished: AtomicUsize::new(0),
        });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let mut done = Vec::new();
                for n in 0..rows {
                    if shared.cancelled.load(Ordering::SeqCst) {
                        break;
                    }
                    done.push(row(n));
                    shared.finished.store(done.len(), Ordering::SeqCst);
                }
                done
            }
        });
        Render {
            shared,
            rows,
            thread,
        }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.shared.finished.load(Ordering::SeqCst)
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::SeqCst);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        while self.finished() < self.rows {
            thread::yield_now();
        }
        self.thread
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
