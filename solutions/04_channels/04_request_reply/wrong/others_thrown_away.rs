//@ title: Not mine, so away with it
//@ idea: "Each answer has a number, and I take answers until mine comes."
//@ test: replies_can_be_waited_for_in_any_order
//@ test: each_client_gets_its_own_answer
//@ kind: deadlock
//@ says: Was it thrown away

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Service<Q, A> {
    questions: Sender<(u64, Q)>,
    answers: Arc<Mutex<Receiver<(u64, A)>>>,
    next: Arc<AtomicU64>,
}

/// Knows which answer is the right one, and loses those of the others while it looks for it.
pub struct Reply<A> {
    number: u64,
    answers: Arc<Mutex<Receiver<(u64, A)>>>,
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
        let (questions, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        thread::spawn(move || {
            for (number, question) in inbox {
                let _ = outbox.send((number, answer(question)));
            }
        });
        Service {
            questions,
            answers: Arc::new(Mutex::new(answers)),
            next: Arc::new(AtomicU64::new(0)),
        }
    }

    pub fn ask(&self, question: Q) -> Reply<A> {
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        let _ = self.questions.send((number, question));
        Reply {
            number,
            answers: Arc::clone(&self.answers),
        }
    }
}

impl<Q, A> Clone for Service<Q, A> {
    fn clone(&self) -> Self {
        Service {
            questions: self.questions.clone(),
            answers: Arc::clone(&self.answers),
            next: Arc::clone(&self.next),
        }
    }
}

impl<A> Reply<A> {
    pub fn wait(self) -> Option<A> {
        let answers = self.answers.lock().unwrap();
        loop {
            let (number, answer) = answers.recv().ok()?;
            if number == self.number {
                return Some(answer);
            }
        }
    }
}
