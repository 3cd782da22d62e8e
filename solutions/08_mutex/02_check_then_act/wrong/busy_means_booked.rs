//@ title: Busy means booked
//@ idea: "If the lock is taken, somebody is booking already."
//@ test: guests_who_want_different_seats_both_get_them
//@ kind: panic
//@ says: does not mean that the seat is taken

use std::sync::Mutex;

/// `try_lock` never waits, and a guest who comes at the wrong moment is sent away.
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
        let Ok(mut seats) = self.seats.try_lock() else {
            return false;
        };
        if seats[seat].is_some() {
            return false;
        }
        seats[seat] = Some(guest.to_string());
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
