//@ title: No condition variable: `release` hands permits to the threads at the front of a queue

//! A semaphore: a number of permits, and threads that wait for one.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

/// A number of permits.
pub struct Semaphore {
    state: Mutex<State>,
}

/// There are free permits, or threads that wait, and never both.
struct State {
    free: usize,
    waiting: VecDeque<Arc<Waiter>>,
}

struct Waiter {
    thread: Thread,
    has_permit: AtomicBool,
}

impl Semaphore {
    /// A semaphore with so many permits.
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            state: Mutex::new(State {
                free: permits,
                waiting: VecDeque::new(),
            }),
        }
    }

    /// Takes a permit; waits until there is one.
    pub fn acquire(&self) {
        let waiter = {
            let mut state = self.state.lock().unwrap();
            if state.free > 0 {
                state.free -= 1;
                return;
            }
            let waiter = Arc::new(Waiter {
                thread: thread::current(),
                has_permit: AtomicBool::new(false),
            });
            state.waiting.push_back(Arc::clone(&waiter));
            waiter
        };
        // ORDERING: Acquire, for the Release in `release`: what was done before the permit was
        // given back has happened.
        while !waiter.has_permit.load(Ordering::Acquire) {
            thread::park();
        }
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let there_is_one = state.free > 0;
        if there_is_one {
            state.free -= 1;
        }
        there_is_one
    }

    /// Adds `permits`: those that were taken, or new ones. Does not wait.
    pub fn release(&self, permits: usize) {
        let mut state = self.state.lock().unwrap();
        let handed_over = permits.min(state.waiting.len());
        for waiter in state.waiting.drain(..handed_over) {
            // ORDERING: Release, for the Acquire in `acquire`.
            waiter.has_permit.store(true, Ordering::Release);
            waiter.thread.unpark();
        }
        state.free += permits - handed_over;
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        let _permit = Permit::of(self);
        work()
    }
}

/// A permit that is given back when it goes out of scope.
struct Permit<'a>(&'a Semaphore);

impl<'a> Permit<'a> {
    fn of(semaphore: &'a Semaphore) -> Self {
        semaphore.acquire();
        Permit(semaphore)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release(1);
    }
}
