//@ title: The client keeps a sender of its own reply
//@ idea: "I clone the sender for the request; the original does no harm."
//@ test: a_panic_leaves_nobody_waiting
//@ kind: deadlock
//@ says: who still owns a sender of the reply

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

pub struct Service<Q, A> {
    requests: Sender<Request<Q, A>>,
}

/// A client that holds a sender of its own channel is never told of the hang-up.
pub struct Reply<A> {
    _reply: Sender<A>,
    answer: Receiver<A>,
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
        let for_service = reply.clone();
        let _ = self.requests.send(Request {
            question,
            reply: for_service,
        });
        Reply {
            _reply: reply,
            answer,
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
        self.answer.recv().ok()
    }
}
