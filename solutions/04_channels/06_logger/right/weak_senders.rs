//@ title: One sender in an `Arc` that the logger owns, and clients with a `Weak`

//! A logging service on its own thread.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};

/// The service: a thread that writes lines.
pub struct Logger {
    /// The only one that lasts.
    lines: Arc<Sender<String>>,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    lines: Weak<Sender<String>>,
}

impl Logger {
    /// Starts the service: a new thread that calls `write` with each line.
    pub fn start<W>(write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || receiver.into_iter().map(write).count());
        Logger {
            lines: Arc::new(sender),
            thread,
        }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        Client {
            lines: Arc::downgrade(&self.lines),
        }
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        // The channel ends now, or when the last client that is sending at this moment has sent its line.
        drop(self.lines);
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        match self.lines.upgrade() {
            // While the sender is held, the channel cannot end: the line is accepted, and it will be written.
            Some(lines) => lines.send(line).map_err(|error| error.0),
            None => Err(line),
        }
    }
}
