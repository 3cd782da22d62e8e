//@ title: The service is its own client
//@ idea: "The thread keeps a sender, in case that it wants to ask itself something."
//@ test: the_service_ends_with_its_last_client
//@ kind: deadlock
//@ says: Who still owns a sender of them

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

/// The inbox has one sender too many: the one that the service itself keeps.
pub struct Service<Q, A> {
    requests: Sender<Request<Q, A>>,
}

pub struct Reply<A> {
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
        let again = requests.clone();
        thread::spawn(move || {
            let _for_later = again;
            for Request { question, reply } in inbox {
                let _ = reply.send(answer(question));
            }
        });
        Service { requests }
    }

    pub fn ask(&self, question: Q) -> Reply<A> {
        let (reply, answer) = mpsc::channel();
        let _ = self.requests.send(Request { question, reply });
        Reply { answer }
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
