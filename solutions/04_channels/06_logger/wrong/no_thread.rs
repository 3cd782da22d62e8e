//@ title: The client writes
//@ idea: "A lock around `write` loses nothing, and that is what counts."
//@ test: one_new_thread_writes_and_has_ended
//@ kind: panic
//@ says: `write` was called on the thread of a client

use std::sync::{Arc, Mutex};

type Writing = (usize, Option<Box<dyn FnMut(String) + Send>>);

/// Each client waits until its line has been written, and until those of all others have.
pub struct Logger {
    writing: Arc<Mutex<Writing>>,
}

#[derive(Clone)]
pub struct Client {
    writing: Arc<Mutex<Writing>>,
}

impl Logger {
    pub fn start<W>(write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        Logger {
            writing: Arc::new(Mutex::new((0, Some(Box::new(write))))),
        }
    }

    pub fn client(&self) -> Client {
        Client {
            writing: Arc::clone(&self.writing),
        }
    }

    pub fn shutdown(self) -> usize {
        let mut writing = self.writing.lock().unwrap();
        writing.1 = None;
        writing.0
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        let mut writing = self.writing.lock().unwrap();
        let (count, write) = &mut *writing;
        match write {
            Some(write) => {
                write(line);
                *count += 1;
                Ok(())
            }
            None => Err(line),
        }
    }
}
