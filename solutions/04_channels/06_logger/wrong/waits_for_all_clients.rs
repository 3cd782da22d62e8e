//@ title: Shutting down when all have gone
//@ idea: "Dropping the sender closes the channel."
//@ test: shutdown_does_not_wait_for_clients
//@ kind: deadlock
//@ says: it waits until all clients have gone

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// The channel is closed when the last client has dropped its sender, and that may be never.
pub struct Logger {
    lines: Sender<String>,
    thread: JoinHandle<usize>,
}

#[derive(Clone)]
pub struct Client {
    lines: Sender<String>,
}

impl Logger {
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut written = 0;
            for line in receiver {
                write(line);
                written += 1;
            }
            written
        });
        Logger {
            lines: sender,
            thread,
        }
    }

    pub fn client(&self) -> Client {
        Client {
            lines: self.lines.clone(),
        }
    }

    pub fn shutdown(self) -> usize {
        drop(self.lines);
        self.thread.join().unwrap()
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        self.lines.send(line).map_err(|error| error.0)
    }
}
