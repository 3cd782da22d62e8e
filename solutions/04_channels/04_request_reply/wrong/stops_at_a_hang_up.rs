//@ title: One client is gone, so all are
//@ idea: "When `send` fails, nobody listens any more, and the thread may end."
//@ test: a_dropped_reply_disturbs_nobody
//@ kind: panic
//@ says: has the service given up because nobody wanted the first one

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

/// Right on most runs: as long as the client drops the reply after the answer has come.
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
        thread::spawn(move || {
            for Request { question, reply } in inbox {
                if reply.send(answer(question)).is_err() {
                    break;
                }
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
