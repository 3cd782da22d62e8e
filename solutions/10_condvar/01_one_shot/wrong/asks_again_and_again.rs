//@ title: It asks again and again
//@ idea: "Waiting means looking until it is there."
//@ test: a_receiver_that_waits_is_asleep
//@ kind: assert
//@ says: uses a processor for nothing

use std::mem;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

enum State<T> {
    Awaited,
    Sent(T),
    Over,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        state: Mutex::new(State::Awaited),
        changed: Condvar::new(),
    });
    let sender = Sender {
        shared: Arc::clone(&shared),
    };
    (sender, Receiver { shared })
}

impl<T> Sender<T> {
    pub fn send(self, value: T) {
        *self.shared.state.lock().unwrap() = State::Sent(value);
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        if matches!(*state, State::Awaited) {
            *state = State::Over;
        }
        drop(state);
        self.shared.changed.notify_one();
    }
}

impl<T> Receiver<T> {
    /// The right answer in every execution. Until then, a processor is busy with nothing.
    pub fn recv(&mut self) -> Option<T> {
        loop {
            let mut state = self.shared.state.lock().unwrap();
            if !awaited(&state) {
                return take(&mut state);
            }
            drop(state);
            thread::yield_now();
        }
    }

    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let state = self.shared.state.lock().unwrap();
        let (mut state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, patience, |state| awaited(state))
            .unwrap();
        if awaited(&state) {
            return Err(TimedOut);
        }
        Ok(take(&mut state))
    }
}

fn awaited<T>(state: &State<T>) -> bool {
    matches!(state, State::Awaited)
}

fn take<T>(state: &mut State<T>) -> Option<T> {
    match mem::replace(state, State::Over) {
        State::Sent(value) => Some(value),
        State::Awaited | State::Over => None,
    }
}
