//@ title: One flag for all renders
//@ idea: "A static flag can be seen from everywhere."
//@ test: each_render_is_cancelled_for_itself
//@ kind: panic
//@ says: the flag belongs to one render

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// What the rendering thread and the handle share: one number in each direction.
static CANCELLED: AtomicBool = AtomicBool::new(false);

struct Shared {
    finished: AtomicUsize,
}

/// It can: by all renders, and also by those that start later.
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
            finished: AtomicUsize::new(0),
        });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                let mut done = Vec::new();
                for n in 0..rows {
                    if CANCELLED.load(Ordering::SeqCst) {
                        break;
                    }
                    done.push(row(n));
                    shared.finished.store(done.len(), Ordering::SeqCst);
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
        CANCELLED.store(true, Ordering::SeqCst);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
