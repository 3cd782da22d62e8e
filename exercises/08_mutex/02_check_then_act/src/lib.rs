//! A box office: guests book seats, and give them back.
//!
//! Never sell a seat twice, and never half of a pair. The statement is in README.md.

use std::sync::Mutex;

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    seats: Mutex<Vec<Option<String>>>,
}

impl BoxOffice {
    /// So many seats, all of them free.
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            seats: Mutex::new(vec![None; seats]),
        }
    }

    /// Whose seat it is, if it is booked.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.seats.lock().unwrap()[seat].clone()
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        // TODO: who may take the seat between these two lines?
        let is_free = self.guest(seat).is_none();
        if is_free {
            self.seats.lock().unwrap()[seat] = Some(guest.to_string());
        }
        is_free
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        // TODO: and if the second one is not free?
        self.book(first, guest) && self.book(second, guest)
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let is_theirs = self.guest(seat).as_deref() == Some(guest);
        if is_theirs {
            // TODO: is it still theirs?
            self.seats.lock().unwrap()[seat] = None;
        }
        is_theirs
    }
}
