//@ title: Whoever comes first takes the answer
//@ idea: "Answers come in the order of the questions, so each client takes the next one."
//@ test: each_client_gets_its_own_answer
//@ test: replies_can_be_waited_for_in_any_order
//@ kind: panic
//@ says: (left: the answers

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct Service<Q, A> {
    questions: Sender<Q>,
    answers: Arc<Mutex<Receiver<A>>>,
}

/// All answers lie in one channel, and nothing says whose they are.
pub struct Reply<A> {
    answers: Arc<Mutex<Receiver<A>>>,
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
            for question in inbox {
                let _ = outbox.send(answer(question));
            }
        });
        Service {
            questions,
            answers: Arc::new(Mutex::new(answers)),
        }
    }

    pub fn ask(&self, question: Q) -> Reply<A> {
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
    pub fn wait(self) -> Option<A> {
        self.answers.lock().unwrap().recv().ok()
    }
}
