//@ title: Another thread sends it
//@ idea: "The client must not wait, so a thread of its own does the sending."
//@ test: every_line_is_written_in_order
//@ kind: panic
//@ says: both were accepted

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// Two lines of one client overtake each other.
type Lines = Arc<Mutex<Option<Sender<String>>>>;

pub struct Logger {
    lines: Lines,
    thread: JoinHandle<usize>,
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
        let thread = thread::spawn(move || {
            let mut written = 0;
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

    pub fn client(&self) -> Client {
        Client {
            lines: Arc::clone(&self.lines),
        }
    }

    pub fn shutdown(self) -> usize {
        drop(self.lines.lock().unwrap().take());
        self.thread.join().unwrap()
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        let sender = self.lines.lock().unwrap().clone();
        match sender {
            Some(sender) => {
                thread::spawn(move || sender.send(line));
                Ok(())
            }
            None => Err(line),
        }
    }
}
