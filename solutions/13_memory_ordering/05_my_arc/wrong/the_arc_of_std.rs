//@ title: The `Arc` of std
//@ idea: "It is there already."
//@ test: the_count_is_an_atomic
//@ kind: assert
//@ says: no atomic of yours was used

use std::ops::Deref;
use std::sync::Arc;

/// Right, and nothing learnt.
pub struct MyArc<T>(Arc<T>);

impl<T> MyArc<T> {
    pub fn new(value: T) -> Self {
        MyArc(Arc::new(value))
    }

    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        Arc::get_mut(&mut this.0)
    }

    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        Arc::try_unwrap(this.0).map_err(MyArc)
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
        MyArc(Arc::clone(&self.0))
    }
}
