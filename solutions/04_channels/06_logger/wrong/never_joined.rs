//@ title: Closed is not written
//@ idea: "When the channel is closed, the thread writes the rest by itself."
//@ test: every_line_is_written_in_order
//@ kind: panic
//@ says: they must have been written when `shutdown` returns

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

type Lines = Arc<Mutex<Option<Sender<String>>>>;

/// It would, if the program did not end in the meantime.
pub struct Logger {
    lines: Lines,
    written: Arc<AtomicUsize>,
}

#[derive(Clone)]
pub struct Client {
    lines: Lines,
}

impl Logger {
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel();
        let written = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&written);
        thread::spawn(move || {
            for line in receiver {
                write(line);
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Logger {
            lines: Arc::new(Mutex::new(Some(sender))),
            written,
        }
    }

    pub fn client(&self) -> Client {
        Client {
            lines: Arc::clone(&self.lines),
        }
    }

    pub fn shutdown(self) -> usize {
        drop(self.lines.lock().unwrap().take());
        self.written.load(Ordering::SeqCst)
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        match &*self.lines.lock().unwrap() {
            Some(sender) => sender.send(line).map_err(|error| error.0),
            None => Err(line),
        }
    }
}
