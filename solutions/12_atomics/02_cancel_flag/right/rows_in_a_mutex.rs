//@ title: The rows lie in a `Mutex`, and their number is the progress

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};

struct State<T> {
    cancelled: bool,
    rows: Vec<T>,
}

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    state: Arc<Mutex<State<T>>>,
    thread: JoinHandle<()>,
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().expect("nobody panics with the lock held")
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let state = Arc::new(Mutex::new(State {
            cancelled: false,
            rows: Vec::new(),
        }));
        let shared = Arc::clone(&state);
        let thread = thread::spawn(move || {
            for n in 0..rows {
                if lock(&shared).cancelled {
                    return;
                }
                // Not with the lock held: `cancel` and `finished` would wait for the row.
                let result = row(n);
                lock(&shared).rows.push(result);
            }
        });
        Render { state, thread }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        lock(&self.state).rows.len()
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        lock(&self.state).cancelled = true;
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread.join().expect("no row panics");
        mem::take(&mut lock(&self.state).rows)
    }
}
