//! `Arc` by hand: who drops the last reference must see all that the others did with the value.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Panic};
use interleave::cell::UnsafeCell;
use interleave::mem::ManuallyDrop;
use interleave::ops::Deref;
use interleave::ptr::NonNull;
use interleave::sync::Mutex;
use interleave::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicU32, AtomicUsize, fence};
use interleave::thread;

struct Inner<T> {
    count: AtomicUsize,
    value: UnsafeCell<ManuallyDrop<T>>,
}

/// A counted reference whose orderings can be chosen.
struct MyArc<T> {
    inner: NonNull<Inner<T>>,
    orders: Orders,
}

#[derive(Clone, Copy)]
struct Orders {
    /// Of the decrement.
    release: Ordering,
    /// Of the fence before the value is dropped.
    acquire: Option<Ordering>,
    /// Whether the count is decremented in one step.
    one_step: bool,
}

const RIGHT: Orders = Orders {
    release: Release,
    acquire: Some(Acquire),
    one_step: true,
};

// SAFETY: as std's `Arc`, if the orderings are right.
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    fn new(value: T, orders: Orders) -> Self {
        let inner = Box::new(Inner {
            count: AtomicUsize::new(1),
            value: UnsafeCell::new(ManuallyDrop::new(value)),
        });
        MyArc {
            inner: NonNull::from(Box::leak(inner)),
            orders,
        }
    }

    fn inner(&self) -> &Inner<T> {
        // SAFETY: alive as long as a reference is.
        unsafe { self.inner.as_ref() }
    }
}

impl<T> Clone for MyArc<T> {
    fn clone(&self) -> Self {
        // ORDERING: Relaxed; whoever clones has a reference, so nothing is dropped meanwhile.
        self.inner().count.fetch_add(1, Relaxed);
        MyArc { ..*self }
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: alive as long as a reference is, and only read until it is dropped.
        unsafe { &*self.inner().value.get() }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        let Orders {
            release,
            acquire,
            one_step,
        } = self.orders;
        let count = &self.inner().count;
        let before = if one_step {
            count.fetch_sub(1, release)
        } else {
            let before = count.load(Relaxed);
            count.store(before - 1, release);
            before
        };
        if before != 1 {
            return;
        }
        if let Some(acquire) = acquire {
            fence(acquire);
        }
        // SAFETY: this was the last reference, so nobody else reads the value any more, if the orderings are right.
        unsafe {
            ManuallyDrop::drop(&mut *self.inner().value.get());
            drop(Box::from_raw(self.inner.as_ptr()));
        }
    }
}

/// Two threads read the value and drop their references; the value says when it is dropped.
fn two_read_and_drop(orders: Orders) -> impl Fn() + Send + Sync + 'static {
    struct Value<'a> {
        data: [u32; 4],
        dropped: &'a AtomicU32,
    }
    impl Drop for Value<'_> {
        fn drop(&mut self) {
            assert_eq!(self.data, [1, 2, 3, 4]);
            self.data = [0; 4];
            self.dropped.fetch_add(1, Relaxed);
        }
    }
    move || {
        let dropped = AtomicU32::new(0);
        let value = Value {
            data: [1, 2, 3, 4],
            dropped: &dropped,
        };
        let reference = MyArc::new(value, orders);
        thread::scope(|scope| {
            let theirs = reference.clone();
            scope.spawn(move || assert_eq!(theirs.data, [1, 2, 3, 4]));
            assert_eq!(reference.data, [1, 2, 3, 4]);
            drop(reference);
        });
        assert_eq!(dropped.load(Relaxed), 1, "dropped not exactly once");
    }
}

#[test]
fn release_and_an_acquire_fence_are_enough() {
    verified(two_read_and_drop(RIGHT));
}

#[test]
fn a_relaxed_decrement_drops_what_others_still_read() {
    let words = ["data race", "self.inner().value.get()"];
    fails(
        DataRace,
        &words,
        two_read_and_drop(Orders {
            release: Relaxed,
            ..RIGHT
        }),
    );
}

#[test]
fn without_the_fence_the_last_one_drops_what_others_still_read() {
    let words = ["data race", "self.inner().value.get()"];
    fails(
        DataRace,
        &words,
        two_read_and_drop(Orders {
            acquire: None,
            ..RIGHT
        }),
    );
    fails(
        DataRace,
        &words,
        two_read_and_drop(Orders {
            acquire: Some(Release),
            ..RIGHT
        }),
    );
}

/// Decremented in two steps the count never gets to zero, or does twice; here it is seen by the value.
#[test]
fn a_count_in_two_steps_drops_too_seldom() {
    fails(
        Panic,
        &["dropped not exactly once"],
        two_read_and_drop(Orders {
            one_step: false,
            ..RIGHT
        }),
    );
}

/// What is inside may have a lock: the data of the lock is ordered by the lock, the drop of it by the count.
#[test]
fn a_lock_inside_is_dropped_after_its_last_use() {
    verified(|| {
        let shared = MyArc::new(Mutex::new(vec![0]), RIGHT);
        let other = {
            let shared = shared.clone();
            thread::spawn(move || shared.lock().unwrap().push(1))
        };
        shared.lock().unwrap().push(2);
        drop(shared);
        other.join().unwrap();
    });
}
