//@ title: Check, unlock, lock, act
//@ idea: "Each access is locked, so the seat is safe."
//@ test: a_seat_has_one_guest
//@ kind: panic
//@ says: sold to both of two guests

use std::sync::Mutex;

/// `book` looks under one lock and writes under another; between them the seat is anybody's.
pub struct BoxOffice {
    seats: Mutex<Vec<Option<String>>>,
}

impl BoxOffice {
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            seats: Mutex::new(vec![None; seats]),
        }
    }

    pub fn guest(&self, seat: usize) -> Option<String> {
        self.seats.lock().unwrap()[seat].clone()
    }

    pub fn book(&self, seat: usize, guest: &str) -> bool {
        if self.guest(seat).is_some() {
            return false;
        }
        self.seats.lock().unwrap()[seat] = Some(guest.to_string());
        true
    }

    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        let mut seats = self.seats.lock().unwrap();
        if seats[first].is_some() || seats[second].is_some() {
            return false;
        }
        seats[first] = Some(guest.to_string());
        seats[second] = Some(guest.to_string());
        true
    }

    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut seats = self.seats.lock().unwrap();
        seats[seat].take_if(|owner| owner == guest).is_some()
    }
}
