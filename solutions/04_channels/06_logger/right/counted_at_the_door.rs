//@ title: An atomic counts the lines that are let in, and the last message says how many to wait for

//! A logging service on its own thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// This bit of the count is set when the door is closed.
const CLOSED: usize = 1 << (usize::BITS - 1);

/// What goes through the channel.
enum Message {
    Line(String),
    /// So many lines have been accepted. Some of them may come after this message.
    Closed(usize),
}

/// The service: a thread that writes lines.
pub struct Logger {
    entrance: Client,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    /// The number of lines accepted, and [`CLOSED`].
    accepted: Arc<AtomicUsize>,
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
            let mut all = None;
            while all != Some(written) {
                match inbox.recv() {
                    Ok(Message::Line(line)) => {
                        write(line);
                        written += 1;
                    }
                    Ok(Message::Closed(accepted)) => all = Some(accepted),
                    // Everybody has gone, without `shutdown`.
                    Err(_) => break,
                }
            }
            written
        });
        let accepted = Arc::new(AtomicUsize::new(0));
        Logger {
            entrance: Client { accepted, messages },
            thread,
        }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        self.entrance.clone()
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        let Client { accepted, messages } = self.entrance;
        // ORDERING: whoever counts a line does it before this or after this. It is one atomic, and nothing else is
        // read because of what is found in it: lines and the number come through the channel.
        let accepted = accepted.fetch_or(CLOSED, Relaxed);
        let _ = messages.send(Message::Closed(accepted));
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        let one_more = |accepted| (accepted & CLOSED == 0).then_some(accepted + 1);
        // ORDERING: see `shutdown`.
        match self.accepted.fetch_update(Relaxed, Relaxed, one_more) {
            // It has been counted, so the thread stays until it has come.
            Ok(_) => {
                let _ = self.messages.send(Message::Line(line));
                Ok(())
            }
            Err(_) => Err(line),
        }
    }
}
