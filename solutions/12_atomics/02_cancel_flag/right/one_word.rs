//@ title: One atomic for both: the highest bit says "stop", the others count

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

/// Set when the render was cancelled. The bits below count the finished rows.
const CANCELLED: usize = 1 << (usize::BITS - 1);

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    word: Arc<AtomicUsize>,
    thread: JoinHandle<Vec<T>>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let word = Arc::new(AtomicUsize::new(0));
        let thread = thread::Builder::new()
            .name("render".into())
            .spawn({
                let word = Arc::clone(&word);
                move || {
                    let mut done = Vec::new();
                    // ORDERING: Relaxed. The word says nothing about other memory.
                    let mut seen = word.load(Relaxed);
                    while done.len() < rows && seen & CANCELLED == 0 {
                        done.push(row(done.len()));
                        // This counts the row, and asks, in one step.
                        seen = word.fetch_add(1, Relaxed);
                    }
                    done
                }
            })
            .expect("a thread can be started");
        Render { word, thread }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.word.load(Relaxed) & !CANCELLED
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        self.word.fetch_or(CANCELLED, Relaxed);
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread.join().expect("no row panics")
    }
}
