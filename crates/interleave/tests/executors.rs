//! Executors made of `std::task::Wake` and the primitives are explored like any other code.

mod support;

use interleave::FailureKind::Deadlock;
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Release};
use interleave::sync::{Arc, Mutex};
use interleave::thread::{self, Thread};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Wake, Waker};
use support::{fails, verified};

struct Unparks(Thread);

impl Wake for Unparks {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.unpark();
    }
}

/// Polls the future on this thread, which sleeps until it is woken.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(std::sync::Arc::new(Unparks(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[derive(Default)]
struct Signal {
    set: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Signal {
    fn set(&self) {
        self.set.store(true, Release);
        if let Some(waker) = self.waker.lock().unwrap().take() {
            waker.wake();
        }
    }

    /// Puts the waker there first, and looks then.
    async fn wait(&self) {
        poll_fn(|context| {
            *self.waker.lock().unwrap() = Some(context.waker().clone());
            if self.set.load(Acquire) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// Looks first: between the look and the waker, the wake-up is lost.
    async fn wait_and_miss_it(&self) {
        poll_fn(|context| {
            if self.set.load(Acquire) {
                return Poll::Ready(());
            }
            *self.waker.lock().unwrap() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[test]
fn a_future_is_woken_in_every_execution() {
    verified(|| {
        let signal = Arc::new(Signal::default());
        let theirs = Arc::clone(&signal);
        let other = thread::spawn(move || theirs.set());
        block_on(signal.wait());
        other.join().unwrap();
    });
}

#[test]
fn a_wake_up_that_is_lost_is_a_deadlock() {
    fails(Deadlock, &["park"], || {
        let signal = Arc::new(Signal::default());
        let theirs = Arc::clone(&signal);
        let other = thread::spawn(move || theirs.set());
        block_on(signal.wait_and_miss_it());
        other.join().unwrap();
    });
}
