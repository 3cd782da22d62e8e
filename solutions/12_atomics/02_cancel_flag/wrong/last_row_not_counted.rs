//@ title: The last row is never counted
//@ idea: "While row `n` is in progress, `n` rows are finished: I say so when it begins."
//@ test: at_the_end_all_rows_are_counted
//@ kind: panic
//@ says: Is the last row counted too

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// What the rendering thread and the handle share: one number in each direction.
struct Shared {
    cancelled: AtomicBool,
    finished: AtomicUsize,
}

/// The number is right during each row. But nothing comes after the last one, and the bar stays one short of full.
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
                    shared.finished.store(n, Ordering::SeqCst);
                    done.push(row(n));
                }
                done
            }
        });
        Render { shared, thread }
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
        self.thread
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
