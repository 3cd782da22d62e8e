//@ title: A mutex does it, too
//@ idea: "It works, so why an atomic?"
//@ test: only_atomics_and_cells_are_used
//@ kind: assert
//@ says: a Mutex was used

use std::sync::Mutex;

/// The message, and whether there has been one, behind a lock.
pub struct OneShot<T> {
    inside: Mutex<(bool, Option<T>)>,
}

impl<T> OneShot<T> {
    pub const fn new() -> Self {
        OneShot {
            inside: Mutex::new((false, None)),
        }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut inside = self.inside.lock().unwrap();
        if inside.0 {
            return Err(message);
        }
        *inside = (true, Some(message));
        Ok(())
    }

    pub fn is_ready(&self) -> bool {
        self.inside.lock().unwrap().1.is_some()
    }

    pub fn try_receive(&self) -> Option<T> {
        self.inside.lock().unwrap().1.take()
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
