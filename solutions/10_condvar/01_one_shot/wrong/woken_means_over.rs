//@ title: It gives up when it is woken in vain
//@ idea: "I have waited, and there is nothing: so the time is over."
//@ test: nobody_gives_up_before_the_patience_is_over
//@ kind: panic
//@ says: woken for no reason

use std::mem;
use std::sync::{Arc, Condvar, Mutex};
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
    pub fn recv(&mut self) -> Option<T> {
        let state = self.shared.state.lock().unwrap();
        let mut state = self
            .shared
            .changed
            .wait_while(state, |state| awaited(state))
            .unwrap();
        take(&mut state)
    }

    /// `wait_timeout` may return long before the time is over, too.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let mut state = self.shared.state.lock().unwrap();
        if awaited(&state) {
            (state, _) = self.shared.changed.wait_timeout(state, patience).unwrap();
        }
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
