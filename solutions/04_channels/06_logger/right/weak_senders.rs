//@ title: The logger owns the only sender, and clients borrow it for a moment

//! A logging service on its own thread.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Weak};
use std::thread::{self, JoinHandle};

/// The service: a thread that writes lines.
pub struct Logger {
    lines: Arc<Sender<String>>,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    // Does not keep the channel open.
    lines: Weak<Sender<String>>,
}

impl Logger {
    /// Starts the service: a new thread that calls `write` with each line.
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (lines, inbox) = mpsc::channel();
        let thread = thread::spawn(move || inbox.iter().map(&mut write).count());
        Logger {
            lines: Arc::new(lines),
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
        // From here on, only a client that is in `log` at this moment can send.
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
            // As long as this lives, the channel is open, and `shutdown` waits.
            Some(lines) => lines.send(line).map_err(|error| error.0),
            None => Err(line),
        }
    }
}
