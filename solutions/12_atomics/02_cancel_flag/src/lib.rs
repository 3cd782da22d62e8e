//! A long computation that can be stopped, and that tells how far it is.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// What the rendering thread and the handle share: one number in each direction.
struct Shared {
    // Written by whoever cancels, read by the thread.
    cancelled: AtomicBool,
    // Written by the thread alone, read by whoever wants to know.
    finished: AtomicUsize,
}

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    shared: Arc<Shared>,
    thread: JoinHandle<Vec<T>>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        // A render has a flag of its own. A `static` flag would stop all of them.
        let shared = Arc::new(Shared {
            cancelled: AtomicBool::new(false),
            finished: AtomicUsize::new(0),
        });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let mut done = Vec::new();
                for n in 0..rows {
                    // ORDERING: Relaxed. The flag is not a message about other memory: whoever
                    // sees it set just stops. If `cancel` happened before this load, the load
                    // cannot read the older `false`; that is so with every ordering.
                    if shared.cancelled.load(Ordering::Relaxed) {
                        break;
                    }
                    done.push(row(n));
                    // A row counts when it has returned. Only this thread writes the counter, so
                    // a store will do: nobody else's update can be lost.
                    //
                    // ORDERING: Relaxed. Whoever reads the counter learns a number and nothing
                    // else. The rows themselves are handed over by `join`, which synchronizes.
                    shared.finished.store(done.len(), Ordering::Relaxed);
                }
                // All that is finished, also when the loop was left early.
                done
            }
        });
        Render { shared, thread }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.shared.finished.load(Ordering::Relaxed)
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        // A store, not a toggle: to ask twice is to ask.
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
