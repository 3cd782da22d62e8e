//@ title: Asking waits for the answer
//@ idea: "The client needs the answer anyway, so `ask` may wait for it."
//@ test: asking_does_not_wait_for_the_answer
//@ kind: deadlock
//@ says: `wait` is for waiting

use std::sync::mpsc::{self, Sender};
use std::thread;

struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

pub struct Service<Q, A> {
    requests: Sender<Request<Q, A>>,
}

/// The service works on one question while the client stands still.
pub struct Reply<A> {
    answer: Option<A>,
}

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    pub fn start<F>(mut answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        let (requests, inbox) = mpsc::channel::<Request<Q, A>>();
        thread::spawn(move || {
            for Request { question, reply } in inbox {
                let _ = reply.send(answer(question));
            }
        });
        Service { requests }
    }

    pub fn ask(&self, question: Q) -> Reply<A> {
        let (reply, answer) = mpsc::channel();
        let _ = self.requests.send(Request { question, reply });
        Reply {
            answer: answer.recv().ok(),
        }
    }
}

impl<Q, A> Clone for Service<Q, A> {
    fn clone(&self) -> Self {
        Service {
            requests: self.requests.clone(),
        }
    }
}

impl<A> Reply<A> {
    pub fn wait(self) -> Option<A> {
        self.answer
    }
}
