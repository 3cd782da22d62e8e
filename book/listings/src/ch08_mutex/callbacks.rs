//! Somebody else's function, called with the lock held.

use std::mem;
use std::sync::{Arc, Mutex};

// ANCHOR: program
/// What is to be done when the door opens.
#[derive(Default)]
struct Door {
    waiting: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
}

impl Door {
    fn when_open(&self, then: impl FnOnce() + Send + 'static) {
        self.waiting.lock().unwrap().push(Box::new(then));
    }

    fn open(&self) {
        for then in self.waiting.lock().unwrap().drain(..) {
            then(); // Who knows what it does?
        }
    }
}

/// A visitor who comes in, and wants to come again.
pub fn comes_again() {
    let door = Arc::new(Door::default());
    let same_door = Arc::clone(&door);
    door.when_open(move || same_door.when_open(|| println!("again")));
    door.open();
}
// ANCHOR_END: program

// ANCHOR: taken_out
impl Door {
    fn open_for_all(&self) {
        // The guard ends at the semicolon, and the list is ours.
        let waiting = mem::take(&mut *self.waiting.lock().unwrap());
        for then in waiting {
            then();
        }
    }
}
// ANCHOR_END: taken_out

/// The same visitor, at a door that calls nobody under the lock.
pub fn comes_again_and_gets_in() {
    let door = Arc::new(Door::default());
    let same_door = Arc::clone(&door);
    door.when_open(move || same_door.when_open(|| println!("again")));
    door.open_for_all();
    assert_eq!(
        door.waiting.lock().unwrap().len(),
        1,
        "he waits for the next time"
    );
    door.open_for_all();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_function_called_under_the_lock_can_ask_for_it() {
        expect::fails(comes_again, FailureKind::Deadlock);
    }

    #[test]
    fn one_called_after_it_can_do_what_it_likes() {
        expect::verified(comes_again_and_gets_in);
    }
}
