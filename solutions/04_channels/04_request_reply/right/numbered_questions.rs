//@ title: Numbered questions, and one table of answers for all clients

//! A service on its own thread, which many clients ask.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// A client's end of a service that answers a `Q` with an `A`.
pub struct Service<Q, A> {
    questions: Sender<(u64, Q)>,
    answers: Arc<Answers<A>>,
}

/// The answer to one question, which may still be on its way.
pub struct Reply<A> {
    answers: Arc<Answers<A>>,
    number: u64,
}

/// Where all answers lie. One that nobody waits for lies there to the end.
struct Answers<A> {
    next_number: AtomicU64,
    table: Mutex<Table<A>>,
    changed: Condvar,
}

struct Table<A> {
    ready: BTreeMap<u64, A>,
    /// Whether there will be no more answers.
    over: bool,
}

/// Says that the service is over, however its thread ends.
struct Over<A>(Arc<Answers<A>>);

impl<A> Drop for Over<A> {
    fn drop(&mut self) {
        self.0.table.lock().unwrap().over = true;
        self.0.changed.notify_all();
    }
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
        let (questions, inbox) = mpsc::channel();
        let answers = Arc::new(Answers {
            next_number: AtomicU64::new(0),
            table: Mutex::new(Table {
                ready: BTreeMap::new(),
                over: false,
            }),
            changed: Condvar::new(),
        });
        let over = Over(Arc::clone(&answers));
        thread::spawn(move || {
            let Over(answers) = &over;
            for (number, question) in inbox {
                // The table is locked when the answer is there: a panic does not poison it.
                let answer = answer(question);
                answers.table.lock().unwrap().ready.insert(number, answer);
                // Several clients may be waiting, each for another answer.
                answers.changed.notify_all();
            }
        });
        Service { questions, answers }
    }

    /// Asks, and does not wait for the answer.
    pub fn ask(&self, question: Q) -> Reply<A> {
        // ORDERING: Relaxed: a number that nobody else gets; it orders nothing.
        let number = self.answers.next_number.fetch_add(1, Ordering::Relaxed);
        // An error says that the service is over. The table says it, too.
        let _ = self.questions.send((number, question));
        Reply {
            answers: Arc::clone(&self.answers),
            number,
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
    /// Waits for the answer. `None` if there will be none, because `answer` has panicked.
    pub fn wait(self) -> Option<A> {
        let Answers { table, changed, .. } = &*self.answers;
        let pending = |table: &mut Table<A>| !table.over && !table.ready.contains_key(&self.number);
        let mut table = changed.wait_while(table.lock().unwrap(), pending).unwrap();
        table.ready.remove(&self.number)
    }
}
