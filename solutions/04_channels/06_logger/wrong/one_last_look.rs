//@ title: One last look
//@ idea: "After the stop message I take what is still there, and then nothing can be lost."
//@ test: what_is_accepted_is_written
//@ kind: panic
//@ says: the line was accepted, and it was lost

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

enum Message {
    Line(String),
    Stop,
}

/// Right on most runs. A line can come between the last look and the end of the receiver.
pub struct Logger {
    messages: Sender<Message>,
    thread: JoinHandle<usize>,
}

#[derive(Clone)]
pub struct Client {
    messages: Sender<Message>,
}

impl Logger {
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
            while let Ok(Message::Line(line)) = inbox.try_recv() {
                write(line);
                written += 1;
            }
            written
        });
        Logger { messages, thread }
    }

    pub fn client(&self) -> Client {
        Client {
            messages: self.messages.clone(),
        }
    }

    pub fn shutdown(self) -> usize {
        let _ = self.messages.send(Message::Stop);
        self.thread.join().unwrap()
    }
}

impl Client {
    pub fn log(&self, line: String) -> Result<(), String> {
        self.messages
            .send(Message::Line(line))
            .map_err(|error| match error.0 {
                Message::Line(line) => line,
                Message::Stop => unreachable!("a line was sent"),
            })
    }
}
