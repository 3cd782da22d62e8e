//@ title: The rows come by a channel, and whoever looks at the progress takes them out

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// The end of the channel, and what has come out of it so far.
struct Arrived<T> {
    rows: Vec<T>,
    more: Receiver<T>,
}

impl<T> Arrived<T> {
    /// Takes what has come since the last time. Does not wait.
    fn collect(&mut self) -> &mut Vec<T> {
        self.rows.extend(self.more.try_iter());
        &mut self.rows
    }
}

/// A picture that is being rendered on a thread of its own.
pub struct Render<T> {
    /// A message in this channel means "stop".
    stop: Sender<()>,
    /// In a mutex, so that a `Render` can be shared: a `Receiver` alone cannot.
    arrived: Mutex<Arrived<T>>,
    thread: JoinHandle<()>,
}

impl<T: Send + 'static> Render<T> {
    /// Starts to render `rows` rows on a new thread: `row(0)`, `row(1)`, and so on.
    pub fn start<F>(rows: usize, mut row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        let (stop, stopped) = mpsc::channel();
        let (sender, more) = mpsc::channel();
        let thread = thread::spawn(move || {
            for n in 0..rows {
                // A message, or no sender any more: nobody wants the next row.
                if stopped.try_recv() != Err(TryRecvError::Empty) || sender.send(row(n)).is_err() {
                    break;
                }
            }
        });
        let rows = Vec::new();
        Render {
            stop,
            arrived: Mutex::new(Arrived { rows, more }),
            thread,
        }
    }

    /// How many rows are finished.
    pub fn finished(&self) -> usize {
        self.arrived
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .collect()
            .len()
    }

    /// Asks the thread to stop: no further row is begun. Does not wait.
    pub fn cancel(&self) {
        // An error means that the thread has ended. There is nothing to stop.
        let _ = self.stop.send(());
    }

    /// Waits until the thread has ended. Returns the results of all finished rows, in order.
    pub fn join(self) -> Vec<T> {
        self.thread.join().expect("no row panics");
        let mut arrived = self
            .arrived
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        arrived.collect();
        arrived.rows
    }
}
