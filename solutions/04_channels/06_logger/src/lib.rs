//! A logging service on its own thread.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// The one sender, which all clients share. `None` when the logger has been shut down.
///
/// If each client had a sender of its own, the channel would be open until the last client has gone.
type Lines = Arc<Mutex<Option<Sender<String>>>>;

/// The service: a thread that writes lines.
pub struct Logger {
    lines: Lines,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    lines: Lines,
}

impl Logger {
    /// Starts the service: a new thread that calls `write` with each line.
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut written = 0;
            // Ends when the sender is gone and the channel is empty: never with a line in it.
            for line in receiver {
                write(line);
                written += 1;
            }
            written
        });
        Logger {
            lines: Arc::new(Mutex::new(Some(sender))),
            thread,
        }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        Client {
            lines: Arc::clone(&self.lines),
        }
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        // Under the lock there is no client in the middle of `send`: what was accepted is in the
        // channel already. The guard is dropped with the statement, before `join`: nobody has to
        // wait for the writing in order to be told that it is too late.
        drop(self.lines.lock().unwrap().take());
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        // The lock is held while sending, or else `shutdown` could come between looking and
        // sending. `send` never waits, so the lock is never held for long, and nothing in here
        // panics, so a client cannot poison it.
        match &*self.lines.lock().unwrap() {
            Some(sender) => sender.send(line).map_err(|error| error.0),
            None => Err(line),
        }
    }
}
