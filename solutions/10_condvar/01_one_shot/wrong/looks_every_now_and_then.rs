//@ title: A time-out as a safety net
//@ idea: "If I missed the notification, I shall see it at the next look."
//@ test: a_receiver_that_waits_is_asleep
//@ kind: assert
//@ says: woken by a time-out to look

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
    /// Hides a lost wake-up, makes it cost a tenth of a second, and looks ten times a second for ever.
    pub fn recv(&mut self) -> Option<T> {
        let mut state = self.shared.state.lock().unwrap();
        while awaited(&state) {
            (state, _) = self
                .shared
                .changed
                .wait_timeout(state, Duration::from_millis(100))
                .unwrap();
        }
        take(&mut state)
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
