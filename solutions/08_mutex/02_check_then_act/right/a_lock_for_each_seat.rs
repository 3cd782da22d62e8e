//@ title: A lock for each seat, and two are locked in order

//! A box office: guests book seats, and give them back.

use std::sync::{Mutex, MutexGuard};

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    seats: Box<[Mutex<Option<String>>]>,
}

/// Writes the guest's name on all these seats if all are free.
fn book_all<const N: usize>(mut seats: [MutexGuard<'_, Option<String>>; N], guest: &str) -> bool {
    let all_are_free = seats.iter().all(|it| it.is_none());
    if all_are_free {
        seats.iter_mut().for_each(|it| **it = Some(guest.into()));
    }
    all_are_free
}

impl BoxOffice {
    /// So many seats, all of them free.
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            seats: (0..seats).map(|_| Mutex::default()).collect(),
        }
    }

    fn lock(&self, seat: usize) -> MutexGuard<'_, Option<String>> {
        self.seats[seat].lock().unwrap()
    }

    /// Whose seat it is, if it is booked.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.lock(seat).clone()
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        book_all([self.lock(seat)], guest)
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        // Everybody locks the lower number first, so a ring of waiting guests cannot close. The
        // array is evaluated from left to right, and lives until `book_all` has written.
        let (low, high) = (first.min(second), first.max(second));
        book_all([self.lock(low), self.lock(high)], guest)
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        self.lock(seat).take_if(|it| it == guest).is_some()
    }
}
