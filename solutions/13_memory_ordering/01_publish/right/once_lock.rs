//@ title: `OnceLock`, which has all of it, `wait` too

use std::sync::OnceLock;

/// A place for one value, which is published once.
pub struct Published<T> {
    value: OnceLock<T>,
}

impl<T> Published<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Published {
            value: OnceLock::new(),
        }
    }

    /// Publishes the value: from now on others may see it.
    ///
    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // This relies on nothing: a second value would be given back by `set`, and dropped here.
        let _ = self.value.set(value);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        self.value.get()
    }

    /// Waits until the value is published.
    pub fn wait(&self) -> &T {
        self.value.wait()
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
