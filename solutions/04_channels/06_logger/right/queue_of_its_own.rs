//@ title: A list behind a lock, of which the thread takes all that is there at once

//! A logging service on its own thread.

use std::mem;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

/// What clients have logged, and nobody has written yet.
struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    lines: Vec<String>,
    open: bool,
}

impl Inbox {
    /// All lines that are there, as soon as there is one. None when none can come.
    fn take(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| state.open && state.lines.is_empty())
            .unwrap();
        mem::take(&mut state.lines)
    }
}

/// The service: a thread that writes lines.
pub struct Logger {
    inbox: Arc<Inbox>,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    inbox: Arc<Inbox>,
}

impl Logger {
    /// Starts the service: a new thread that calls `write` with each line.
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let inbox = Arc::new(Inbox {
            state: Mutex::new(State {
                lines: Vec::new(),
                open: true,
            }),
            changed: Condvar::new(),
        });
        let thread = thread::spawn({
            let inbox = Arc::clone(&inbox);
            move || {
                let mut written = 0;
                loop {
                    // The lock is free while they are written, so `log` does not wait for that.
                    let lines = inbox.take();
                    if lines.is_empty() {
                        return written;
                    }
                    written += lines.len();
                    lines.into_iter().for_each(&mut write);
                }
            }
        });
        Logger { inbox, thread }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        Client {
            inbox: Arc::clone(&self.inbox),
        }
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        self.inbox.state.lock().unwrap().open = false;
        self.inbox.changed.notify_one();
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        let mut state = self.inbox.state.lock().unwrap();
        if !state.open {
            return Err(line);
        }
        state.lines.push(line);
        // Only the thread waits for this.
        self.inbox.changed.notify_one();
        Ok(())
    }
}
