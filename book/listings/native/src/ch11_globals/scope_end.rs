//! The end of a scope does not wait for the destructors of thread-locals.

use std::cell::RefCell;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// When it is dropped, it waits for a message, and answers.
struct WaitsWhenDropped {
    message: Receiver<()>,
    came: mpsc::Sender<bool>,
}

impl Drop for WaitsWhenDropped {
    fn drop(&mut self) {
        // The time-out is there for the day when a scope does wait.
        let message = self.message.recv_timeout(Duration::from_secs(30));
        let _ = self.came.send(message.is_ok());
    }
}

thread_local! {
    static KEPT: RefCell<Option<WaitsWhenDropped>> =
        const { RefCell::new(None) };
}

/// Whether a scope can end before the destructors of its threads' thread-locals
/// have run.
pub fn scope_ends_first() -> bool {
    let (to_destructor, message) = mpsc::channel();
    let (came, answer) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| KEPT.set(Some(WaitsWhenDropped { message, came })));
    });
    // The scope has ended, and the destructor still waits for this.
    let _ = to_destructor.send(());
    answer.recv().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_does_not_wait_for_destructors() {
        assert!(scope_ends_first());
    }
}
