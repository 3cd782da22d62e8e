//@ title: A new plan for each change, put up if the old one is still there

//! A box office: guests book seats, and give them back.

use std::sync::{Arc, RwLock};

type Seats = Vec<Option<String>>;

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    plan: RwLock<Arc<Seats>>,
}

impl BoxOffice {
    /// So many seats, all of them free.
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            plan: RwLock::new(Arc::new(vec![None; seats])),
        }
    }

    fn plan(&self) -> Arc<Seats> {
        Arc::clone(&self.plan.read().unwrap())
    }

    /// Writes `guest` on all these seats if all of them say `now`. Says whether it did.
    fn rewrite(&self, seats: &[usize], now: Option<&str>, guest: Option<&str>) -> bool {
        loop {
            // All the looking and writing is done on a copy. The lock is held for a moment only.
            let old = self.plan();
            if seats.iter().any(|&seat| old[seat].as_deref() != now) {
                return false;
            }
            let mut new = Seats::clone(&old);
            for &seat in seats {
                new[seat] = guest.map(str::to_string);
            }
            // Nobody else's plan may be lost. `old` is kept until here, so that no other plan can
            // have its address. That the plan is another one means that somebody is done: whoever
            // comes back here has not waited.
            let mut plan = self.plan.write().unwrap();
            if Arc::ptr_eq(&plan, &old) {
                *plan = Arc::new(new);
                return true;
            }
        }
    }

    /// Whose seat it is, if it is booked.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.plan()[seat].clone()
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        self.rewrite(&[seat], None, Some(guest))
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        self.rewrite(&[first, second], None, Some(guest))
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        self.rewrite(&[seat], Some(guest), None)
    }
}
