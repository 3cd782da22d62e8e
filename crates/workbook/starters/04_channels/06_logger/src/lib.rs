//! A logging service on its own thread.
//!
//! Lose no line that was accepted. The statement is in README.md.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// What goes through the channel.
enum Message {
    Line(String),
    Stop,
}

/// The service: a thread that writes lines.
pub struct Logger {
    messages: Sender<Message>,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    messages: Sender<Message>,
}

impl Logger {
    /// Starts the service: a new thread that calls `write` with each line.
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (messages, inbox) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut written = 0;
            // TODO: and the lines that are sent after `Stop`?
            while let Ok(Message::Line(line)) = inbox.recv() {
                write(line);
                written += 1;
            }
            written
        });
        Logger { messages, thread }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        Client {
            messages: self.messages.clone(),
        }
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        let _ = self.messages.send(Message::Stop);
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        // TODO: what does `Ok` promise here?
        self.messages
            .send(Message::Line(line))
            .map_err(|error| match error.0 {
                Message::Line(line) => line,
                Message::Stop => unreachable!("a line was sent"),
            })
    }
}
