//! A service on its own thread, which many clients ask.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// A question, and the way back to who asked it.
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
    // A channel for one answer. Nobody else has this receiver, so nobody else can take the answer.
    answer: Receiver<A>,
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
        let (requests, inbox) = mpsc::channel::<Request<Q, A>>();
        // Nobody joins this thread: it ends by itself, when the last client's sender is gone and
        // the queue is empty. It must not keep a sender of its own inbox.
        thread::spawn(move || {
            for Request { question, reply } in inbox {
                // A client that has dropped its `Reply` does not want the answer. That is its right,
                // and no reason for the service to stop.
                let _ = reply.send(answer(question));
            }
        });
        Service { requests }
    }

    /// Asks, and does not wait for the answer.
    pub fn ask(&self, question: Q) -> Reply<A> {
        let (reply, answer) = mpsc::channel();
        // The only sender of the reply channel goes with the request. If the service is over, or
        // ends while the request is in the queue, the sender is dropped with the request, and the
        // client is told by the hang-up.
        let _ = self.requests.send(Request { question, reply });
        Reply { answer }
    }
}

// Derived, it would ask for `Q: Clone` and `A: Clone`.
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
