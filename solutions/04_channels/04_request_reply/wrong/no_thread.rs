//@ title: No service, only a lock
//@ idea: "A closure behind a mutex gives the same answers."
//@ test: one_new_thread_answers_all
//@ kind: panic
//@ says: `answer` was called on a client's thread

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

type Answering<Q, A> = Option<Box<dyn FnMut(Q) -> A + Send>>;

/// The client's own thread answers, under a lock.
pub struct Service<Q, A> {
    answering: Arc<Mutex<Answering<Q, A>>>,
}

pub struct Reply<A> {
    answer: Option<A>,
}

impl<Q, A> Service<Q, A>
where
    Q: Send + 'static,
    A: Send + 'static,
{
    pub fn start<F>(answer: F) -> Self
    where
        F: FnMut(Q) -> A + Send + 'static,
    {
        Service {
            answering: Arc::new(Mutex::new(Some(Box::new(answer)))),
        }
    }

    pub fn ask(&self, question: Q) -> Reply<A> {
        let mut answering = self
            .answering
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let answer = answering
            .as_mut()
            .and_then(|answer| panic::catch_unwind(AssertUnwindSafe(|| answer(question))).ok());
        if answer.is_none() {
            *answering = None;
        }
        Reply { answer }
    }
}

impl<Q, A> Clone for Service<Q, A> {
    fn clone(&self) -> Self {
        Service {
            answering: Arc::clone(&self.answering),
        }
    }
}

impl<A> Reply<A> {
    pub fn wait(self) -> Option<A> {
        self.answer
    }
}
