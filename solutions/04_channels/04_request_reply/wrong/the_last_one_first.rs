//@ title: The last one first
//@ idea: "I take all that wait out of the channel, and `pop` one after the other."
//@ test: a_client_is_answered_in_the_order_in_which_it_asks
//@ kind: panic
//@ says: its first question must be answered first

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// A question, and the way back to who asked it.
struct Request<Q, A> {
    question: Q,
    reply: Sender<A>,
}

/// A client's end.
pub struct Service<Q, A> {
    requests: Sender<Request<Q, A>>,
}

/// The answer to one question.
pub struct Reply<A> {
    answer: Receiver<A>,
}

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    /// A channel is a queue, and `Vec::pop` makes a stack of it. Right as long as only one waits.
    pub fn start<F>(mut answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        let (requests, inbox) = mpsc::channel::<Request<Q, A>>();
        thread::spawn(move || {
            while let Ok(first) = inbox.recv() {
                let mut waiting = vec![first];
                waiting.extend(inbox.try_iter());
                while let Some(Request { question, reply }) = waiting.pop() {
                    let _ = reply.send(answer(question));
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
    /// Waits for the answer.
    pub fn wait(self) -> Option<A> {
        self.answer.recv().ok()
    }
}
