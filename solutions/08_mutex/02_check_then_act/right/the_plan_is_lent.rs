//@ title: A condition variable says when the plan of the seats is back

//! A box office: guests book seats, and give them back.

use std::sync::{Condvar, Mutex};

type Seats = Vec<Option<String>>;

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    /// The plan of the seats. `None` while somebody works on it.
    plan: Mutex<Option<Seats>>,
    is_back: Condvar,
}

impl BoxOffice {
    /// So many seats, all of them free.
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            plan: Mutex::new(Some(vec![None; seats])),
            is_back: Condvar::new(),
        }
    }

    /// Takes the plan away, has `work` work on it, and brings it back.
    fn with_plan<R>(&self, work: impl FnOnce(&mut Seats) -> R) -> R {
        let mut plan = self.plan.lock().unwrap();
        let mut seats = loop {
            match plan.take() {
                Some(seats) => break seats,
                None => plan = self.is_back.wait(plan).unwrap(),
            }
        };
        drop(plan);
        let result = work(&mut seats);
        *self.plan.lock().unwrap() = Some(seats);
        // One plan is back, so one of those who wait can go on, whoever it is.
        self.is_back.notify_one();
        result
    }

    /// Whose seat it is, if it is booked.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.with_plan(|seats| seats[seat].clone())
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        self.with_plan(|seats| {
            let is_free = seats[seat].is_none();
            seats[seat].get_or_insert_with(|| guest.to_string());
            is_free
        })
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        self.with_plan(|seats| match seats.get_disjoint_mut([first, second]) {
            Ok([first @ None, second @ None]) => {
                *first = Some(guest.to_string());
                *second = Some(guest.to_string());
                true
            }
            _ => false,
        })
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        self.with_plan(|seats| seats[seat].take_if(|it| it == guest).is_some())
    }
}
