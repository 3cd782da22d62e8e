//@ title: An `AtomicPtr`: the pointer to the value is the flag

use std::hint;
use std::marker::PhantomData;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A place for one value, which is published once.
pub struct Published<T> {
    /// Null, or what `Box::into_raw` gave. It changes once.
    value: AtomicPtr<T>,
    /// An `AtomicPtr` may be sent and shared whatever it points to. This has it depend on `T`.
    _owns: PhantomData<T>,
}

// SAFETY: a shared place gives out `&T` (`T: Sync`), and takes a value that another thread may drop
// (`T: Send`).
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Published {
            value: AtomicPtr::new(ptr::null_mut()),
            _owns: PhantomData,
        }
    }

    /// Publishes the value: from now on others may see it.
    ///
    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        let value = Box::into_raw(Box::new(value));
        // ORDERING: Release, the partner of the Acquire in `get`. That a reader has the pointer does
        // not mean that it sees what is there.
        self.value.store(value, Ordering::Release);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // ORDERING: Acquire, the partner of the Release in `publish`.
        let value = self.value.load(Ordering::Acquire);
        // SAFETY: null, or a box that stays where it is until `self` is dropped.
        unsafe { value.as_ref() }
    }

    /// Waits until the value is published.
    pub fn wait(&self) -> &T {
        loop {
            match self.get() {
                Some(value) => return value,
                None => hint::spin_loop(),
            }
        }
    }
}

impl<T> Drop for Published<T> {
    fn drop(&mut self) {
        let value = *self.value.get_mut();
        if !value.is_null() {
            // SAFETY: it came from a box, and with `&mut self` nobody has a reference any more.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
