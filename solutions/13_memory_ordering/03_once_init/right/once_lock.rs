//@ title: `OnceLock`, which has the same two methods

use std::sync::OnceLock;

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T>(OnceLock<T>);

impl<T> InitOnce<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        InitOnce(OnceLock::new())
    }

    /// The value, or `None` if it is not built yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        self.0.get()
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        self.0.get_or_init(build)
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
