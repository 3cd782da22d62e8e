//@ title: A flag that says stop
//@ idea: "The thread looks at the flag in its loop, and ends when it is set."
//@ test: every_line_is_written_in_order
//@ test: what_is_accepted_is_written
//@ kind: panic
//@ says: accepted

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The flag overtakes the lines that are in the channel.
pub struct Logger {
    lines: Sender<String>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<usize>,
}

#[derive(Clone)]
pub struct Client {
    lines: Sender<String>,
    stop: Arc<AtomicBool>,
}

impl Logger {
    pub fn start<W>(mut write: W) -> Logger
    where
        W: FnMut(String) + Send + 'static,
    {
        let (sender, receiver) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopping = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut written = 0;
            while !stopping.load(Ordering::SeqCst) {
                if let Ok(line) = receiver.recv_timeout(Duration::from_millis(10)) {
                    write(line);
                    written += 1;
                }
            }
            written
        });
        Logger {
            lines: sender,
            stop,
            thread,
        }
    }

    pub fn client(&self) -> Client {
        Client {
            lines: self.lines.clone(),
            stop: Arc::clone(&self.stop),
        }
    }

    pub fn shutdown(self) -> usize {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().unwrap()
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        if self.stop.load(Ordering::SeqCst) {
            return Err(line);
        }
        self.lines.send(line).map_err(|error| error.0)
    }
}
