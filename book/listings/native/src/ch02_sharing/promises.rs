//! Asking the compiler which promises a type makes.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

// ANCHOR: ask
/// Compiles for a type that may go to another thread, and not for others.
pub const fn may_go<T: Send>() {}

/// Compiles for a type that threads may share by reference.
pub const fn may_be_shared<T: Sync>() {}

/// Parts of a program.
pub struct Shop {
    /// Who bought what.
    pub sales: Mutex<Vec<String>>,
    /// What is for sale.
    pub goods: Arc<[String]>,
}

// No test, no `main`: if a field is changed so that `Shop` cannot be shared any
// more, this does not compile.
const _: () = {
    may_go::<Shop>();
    may_be_shared::<Shop>();
};
// ANCHOR_END: ask

/// The type of the chapter that belongs to one thread.
pub struct Window {
    /// What stands above it.
    pub title: String,
    here: PhantomData<*const ()>,
}

impl Window {
    /// Opens a window.
    pub fn open(title: &str) -> Self {
        Window {
            title: title.to_string(),
            here: PhantomData,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_window_here_takes_no_room() {
        assert_eq!(size_of::<Window>(), size_of::<String>());
        assert_eq!(Window::open("bench").title, "bench");
    }
}
