//@ title: Two numbers that only grow: who waits draws a ticket, and waits until it is admitted

//! A semaphore: a number of permits, and threads that wait for one.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of permits.
pub struct Semaphore {
    tickets: Mutex<Tickets>,
    admitted: Condvar,
}

/// Ticket `n` has a permit when `n < admitted`. Who comes first is admitted first.
///
/// The numbers only grow, so they need more room than a number of permits does.
struct Tickets {
    drawn: u128,
    admitted: u128,
}

impl Semaphore {
    /// A semaphore with so many permits.
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            tickets: Mutex::new(Tickets {
                drawn: 0,
                admitted: permits as u128,
            }),
            admitted: Condvar::new(),
        }
    }

    /// Takes a permit; waits until there is one.
    pub fn acquire(&self) {
        let mut tickets = self.tickets.lock().unwrap();
        let mine = tickets.drawn;
        tickets.drawn += 1;
        let _tickets = self
            .admitted
            .wait_while(tickets, |tickets| tickets.admitted <= mine)
            .unwrap();
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        let mut tickets = self.tickets.lock().unwrap();
        let there_is_one = tickets.drawn < tickets.admitted;
        tickets.drawn += u128::from(there_is_one);
        there_is_one
    }

    /// Adds `permits`: those that were taken, or new ones. Does not wait.
    pub fn release(&self, permits: usize) {
        // This is called from a `drop`, which should not panic.
        let mut tickets = self.tickets.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.admitted += permits as u128;
        // Each waits for a number of its own, and it cannot be chosen who is woken.
        self.admitted.notify_all();
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        struct Permit<'a>(&'a Semaphore);

        impl Drop for Permit<'_> {
            fn drop(&mut self) {
                self.0.release(1);
            }
        }

        self.acquire();
        let _permit = Permit(self);
        work()
    }
}
