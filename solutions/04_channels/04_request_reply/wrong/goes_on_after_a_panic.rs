//@ title: It goes on after a panic
//@ idea: "The panic is caught, so one bad question need not be the end."
//@ test: a_panic_leaves_nobody_waiting
//@ kind: panic
//@ says: and the service is over

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

/// A client's end of a service that answers a `Q` with an `A`.
pub struct Service<Q, A> {
    requests: Sender<Request<Q, A>>,
}

/// The answer to one question, which may still be on its way.
pub struct Reply<A> {
    answer: Receiver<A>,
}

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// What `answer` owns may have been left half changed, and the next question is answered with it.
    pub fn start<F>(mut answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        let (requests, inbox) = mpsc::channel::<Request<Q, A>>();
        thread::spawn(move || {
            for Request { question, reply } in inbox {
                if let Ok(answer) = panic::catch_unwind(AssertUnwindSafe(|| answer(question))) {
                    let _ = reply.send(answer);
                }
            }
        });
        Service { requests }
    }

    /// Asks, and does not wait for the answer.
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
    /// Waits for the answer. `None` if there will be none, because `answer` has panicked.
    pub fn wait(self) -> Option<A> {
        self.answer.recv().ok()
    }
}
