//@ title: Rendered when it is asked for
//@ idea: "The rows are needed at join, so I compute them there."
//@ test: rows_are_rendered_on_another_thread
//@ test: no_row_begins_after_cancel
//@ kind: deadlock
//@ says: are the rows computed on the thread

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// No thread: nothing happens until `join`, and then it is too late to cancel.
pub struct Render<T> {
    cancelled: AtomicBool,
    finished: AtomicUsize,
    rows: usize,
    row: std::sync::Mutex<Cell<Option<Box<dyn FnMut(usize) -> T + Send>>>>,
}

impl<T: Send + 'static> Render<T> {
    pub fn start<F>(rows: usize, row: F) -> Self
    where
        F: FnMut(usize) -> T + Send + 'static,
    {
        Render {
            cancelled: AtomicBool::new(false),
            finished: AtomicUsize::new(0),
            rows,
            row: std::sync::Mutex::new(Cell::new(Some(Box::new(row)))),
        }
    }

    pub fn finished(&self) -> usize {
        self.finished.load(Ordering::SeqCst)
    }

    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    pub fn join(self) -> Vec<T> {
        let mut row = self.row.lock().unwrap().take().unwrap();
        let mut done = Vec::new();
        for n in 0..self.rows {
            if self.cancelled.load(Ordering::SeqCst) {
                break;
            }
            done.push(row(n));
            self.finished.fetch_add(1, Ordering::SeqCst);
        }
        done
    }
}
