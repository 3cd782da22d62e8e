//@ title: An `Rc` with `unsafe impl Send`
//@ idea: "`unsafe impl Send` makes a type safe to send."
//@ test: the_count_is_an_atomic
//@ kind: assert
//@ says: whatever `unsafe impl Send` says

use std::ops::Deref;
use std::rc::Rc;

/// An `Rc` with the promise that it is an `Arc`.
pub struct MyArc<T>(Rc<T>);

// SAFETY: none: the count is a `Cell`, and two threads lose each other's changes.
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
// SAFETY: none, as above.
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    pub fn new(value: T) -> Self {
        MyArc(Rc::new(value))
    }

    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        Rc::get_mut(&mut this.0)
    }

    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        Rc::try_unwrap(this.0).map_err(MyArc)
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for MyArc<T> {
    fn clone(&self) -> Self {
        MyArc(Rc::clone(&self.0))
    }
}
