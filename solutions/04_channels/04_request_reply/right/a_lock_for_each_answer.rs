//@ title: No reply channel: each question comes with a place for its answer

//! A service on its own thread, which many clients ask.

use std::mem;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// A client's end of a service that answers a `Q` with an `A`.
pub struct Service<Q, A> {
    requests: Sender<(Q, Promise<A>)>,
}

/// The answer to one question, which may still be on its way.
pub struct Reply<A> {
    place: Arc<Place<A>>,
}

/// Where one answer is put.
struct Place<A> {
    state: Mutex<State<A>>,
    changed: Condvar,
}

enum State<A> {
    Open,
    Answered(A),
    /// There will be no answer.
    Broken,
}

/// The service's end of a place. Who drops it without an answer breaks it.
struct Promise<A> {
    place: Arc<Place<A>>,
}

impl<A> Promise<A> {
    fn keep(self, answer: A) {
        *self.place.state.lock().unwrap() = State::Answered(answer);
    }
}

impl<A> Drop for Promise<A> {
    fn drop(&mut self) {
        let mut state = self.place.state.lock().unwrap();
        if matches!(*state, State::Open) {
            *state = State::Broken;
        }
        self.place.changed.notify_one();
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
        let (requests, inbox) = mpsc::channel::<(Q, Promise<A>)>();
        // When `answer` panics, the inbox is dropped, and with it all promises that are in it.
        thread::spawn(move || {
            for (question, promise) in inbox {
                promise.keep(answer(question));
            }
        });
        Service { requests }
    }

    /// Asks, and does not wait for the answer.
    pub fn ask(&self, question: Q) -> Reply<A> {
        let place = Arc::new(Place {
            state: Mutex::new(State::Open),
            changed: Condvar::new(),
        });
        let promise = Promise {
            place: Arc::clone(&place),
        };
        // When the service is over, the promise comes back in the error, and is dropped here.
        let _ = self.requests.send((question, promise));
        Reply { place }
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
        let state = self.place.state.lock().unwrap();
        let open = |state: &mut State<A>| matches!(state, State::Open);
        let mut state = self.place.changed.wait_while(state, open).unwrap();
        match mem::replace(&mut *state, State::Broken) {
            State::Answered(answer) => Some(answer),
            State::Open | State::Broken => None,
        }
    }
}
