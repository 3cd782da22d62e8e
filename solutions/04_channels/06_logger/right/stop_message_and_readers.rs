//@ title: A stop message, after which no line can come

//! A logging service on its own thread.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, RwLock};
use std::thread::{self, JoinHandle};

/// What goes through the channel.
enum Message {
    Line(String),
    Stop,
}

/// The service: a thread that writes lines.
pub struct Logger {
    client: Client,
    thread: JoinHandle<usize>,
}

/// Somebody who has something to log.
#[derive(Clone)]
pub struct Client {
    messages: Sender<Message>,
    // Whether lines are accepted. Clients send while they read it, and many of them at once.
    open: Arc<RwLock<bool>>,
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
            while let Ok(Message::Line(line)) = inbox.recv() {
                write(line);
                written += 1;
            }
            written
        });
        let open = Arc::new(RwLock::new(true));
        Logger {
            client: Client { messages, open },
            thread,
        }
    }

    /// A new client.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Accepts no more lines, and returns the number of lines written when all that were accepted
    /// have been written and the thread has ended.
    pub fn shutdown(self) -> usize {
        // This waits for those who are sending a line. Who comes later reads `false`. So the stop
        // message is behind all lines.
        *self.client.open.write().unwrap() = false;
        let _ = self.client.messages.send(Message::Stop);
        self.thread.join().unwrap()
    }
}

impl Client {
    /// Logs a line, and does not wait until it has been written.
    ///
    /// # Errors
    /// When the logger has been shut down: gives the line back.
    pub fn log(&self, line: String) -> Result<(), String> {
        // The guard lives until the line has been sent.
        let open = self.open.read().unwrap();
        if !*open {
            return Err(line);
        }
        self.messages
            .send(Message::Line(line))
            .expect("the thread receives until the stop message");
        Ok(())
    }
}
