//@ title: Shared, whatever the value is
//@ idea: "The compiler asks for `Sync`, so I give it `Sync`."
//@ test: it_may_be_shared_if_the_value_may
//@ kind: assert
//@ says: only if `T` is `Sync`

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// A place for one value, which is published once.
pub struct Published<T> {
    // Neither an atomic nor behind a lock: what keeps readers and the writer apart is `ready` alone.
    // An `Option` rather than `MaybeUninit`: it drops its content by itself.
    value: UnsafeCell<Option<T>>,
    /// Whether the value is there. It goes from `false` to `true` once, and never back.
    ready: AtomicBool,
}

// SAFETY: the value is written once, before `ready` is set. (That it is shared is forgotten.)
unsafe impl<T> Sync for Published<T> {}

impl<T> Published<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
        }
    }

    /// Publishes the value: from now on others may see it.
    ///
    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // First the value. Nobody looks at it yet.
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { *self.value.get() = Some(value) };
        // ORDERING: Release pairs with the Acquire in `get`: what stands above happens before what
        // comes after a load that reads this `true`. Both are needed. With Relaxed here, the store
        // carries nothing with it but its own bit. SeqCst would add an order among several
        // locations, and there is one.
        self.ready.store(true, Ordering::Release);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // ORDERING: Acquire pairs with the Release in `publish`. That the `if` stands above the
        // access to the value does not order them: processors guess where a branch will go, and read
        // ahead.
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` was seen, so the value has been written, and is never written again.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    /// Waits until the value is published.
    pub fn wait(&self) -> &T {
        // Asks anew in each round. A flag that was read once, before the loop, is an ordinary
        // variable of this thread: nobody will change it.
        loop {
            if let Some(value) = self.get() {
                return value;
            }
            hint::spin_loop();
        }
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
