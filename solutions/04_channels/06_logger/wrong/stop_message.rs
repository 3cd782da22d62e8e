//@ title: A message that says stop
//@ idea: "What was sent before the stop message is written, and what comes after it fails."
//@ test: what_is_accepted_is_written
//@ test: two_clients_lose_nothing
//@ kind: panic
//@ says: accepted

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

enum Message {
    Line(String),
    Stop,
}

/// A line that comes after the stop message, and before the receiver is gone, is accepted and lost.
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
            for message in &inbox {
                match message {
                    Message::Line(line) => {
                        write(line);
                        written += 1;
                    }
                    Message::Stop => break,
                }
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
