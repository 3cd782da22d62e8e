//! A value that is handed over once, from one thread to another.

use std::mem;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// All that can be the case. What the receiver waits for is "not `Awaited`", and that is data: it
/// stays true after the notification, so it does not matter which of the two threads comes first.
enum State<T> {
    /// Nothing was sent, and the sender is still there.
    Awaited,
    /// The value was sent, and lies here.
    Sent(T),
    /// There is no value, and there will be none.
    Over,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

/// Hands over one value.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

/// Waits for the value.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
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
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        *self.shared.state.lock().unwrap() = State::Sent(value);
        // `self` is dropped here, and `drop` notifies. To notify twice would do no harm.
    }
}

/// Runs after `send`, and also when the sender's thread panics: whatever becomes of the sender, the
/// receiver hears of it.
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        // What was sent stays sent.
        if matches!(*state, State::Awaited) {
            *state = State::Over;
        }
        drop(state);
        // There is one receiver, and `&mut self` says that only one thread uses it. So one
        // notification is enough.
        self.shared.changed.notify_one();
    }
}

impl<T> Receiver<T> {
    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        let state = self.shared.state.lock().unwrap();
        // Looks first, waits, and looks again after each wake-up. The same as
        // `while awaited(&state) { state = self.shared.changed.wait(state).unwrap(); }`.
        let mut state = self
            .shared
            .changed
            .wait_while(state, |state| awaited(state))
            .unwrap();
        take(&mut state)
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let state = self.shared.state.lock().unwrap();
        let (mut state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, patience, |state| awaited(state))
            .unwrap();
        // The clock is not asked. The state is what we waited for, so the state decides.
        if awaited(&state) {
            return Err(TimedOut);
        }
        Ok(take(&mut state))
    }
}

fn awaited<T>(state: &State<T>) -> bool {
    matches!(state, State::Awaited)
}

/// The value, if there is one. Afterwards, it is over.
fn take<T>(state: &mut State<T>) -> Option<T> {
    match mem::replace(state, State::Over) {
        State::Sent(value) => Some(value),
        State::Awaited | State::Over => None,
    }
}
