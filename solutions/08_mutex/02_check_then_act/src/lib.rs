//! A box office: guests book seats, and give them back.

use std::sync::Mutex;

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    // One lock for all seats: a pair is two of them, and what is decided together belongs behind
    // one lock. With a lock for each seat, `book_pair` would need an order in which to take two.
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
    ///
    /// The answer may be old when the caller gets it. It is good for showing, not for deciding.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.seats.lock().unwrap()[seat].clone()
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        // Looking and writing are done through one guard: nobody comes between them. That is why
        // this method cannot be made of `guest` and a second method that writes.
        let mut seats = self.seats.lock().unwrap();
        if seats[seat].is_some() {
            return false;
        }
        seats[seat] = Some(guest.to_string());
        true
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        // All the looking comes before any of the writing, so there is nothing to undo when the
        // second seat is taken, and nobody ever sees half of a pair.
        let mut seats = self.seats.lock().unwrap();
        if seats[first].is_some() || seats[second].is_some() {
            return false;
        }
        seats[first] = Some(guest.to_string());
        seats[second] = Some(guest.to_string());
        true
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        // `take_if` is itself a check and an act. With the guard around it, it is one step for the
        // other threads too.
        let mut seats = self.seats.lock().unwrap();
        seats[seat].take_if(|owner| owner == guest).is_some()
    }
}
