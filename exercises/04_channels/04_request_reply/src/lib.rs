//! A service on its own thread, which many clients ask.
//!
//! Let each client get the answer to its own question. The statement is in README.md.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

/// A client's end of a service that answers a `Q` with an `A`.
pub struct Service<Q, A> {
    questions: Sender<Q>,
    answers: Arc<Mutex<Receiver<A>>>,
}

/// The answer to one question, which may still be on its way.
pub struct Reply<A> {
    answers: Arc<Mutex<Receiver<A>>>,
}

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// Starts a service: a thread that calls `answer` with one question after the other, as long as
    /// there is a `Service`, or a question that has not been answered.
    pub fn start<F>(mut answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        let (questions, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        thread::spawn(move || {
            for question in inbox {
                // TODO: whose answer is this?
                outbox.send(answer(question)).unwrap();
            }
        });
        Service {
            questions,
            answers: Arc::new(Mutex::new(answers)),
        }
    }

    /// Asks, and does not wait for the answer.
    pub fn ask(&self, question: Q) -> Reply<A> {
        // An error says that the service is over. `wait` will notice.
        let _ = self.questions.send(question);
        Reply {
            answers: Arc::clone(&self.answers),
        }
    }
}

impl<Q, A> Clone for Service<Q, A> {
    fn clone(&self) -> Self {
        Service {
            questions: self.questions.clone(),
            answers: Arc::clone(&self.answers),
        }
    }
}

impl<A> Reply<A> {
    /// Waits for the answer. `None` if there will be none, because `answer` has panicked.
    pub fn wait(self) -> Option<A> {
        // TODO: this takes an answer. Is it the right one?
        self.answers.lock().unwrap().recv().ok()
    }
}
