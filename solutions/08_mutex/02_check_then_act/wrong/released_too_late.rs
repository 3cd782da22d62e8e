//@ title: Is it theirs? Then free it
//@ idea: "Only the owner can release a seat, so nobody interferes."
//@ test: what_is_released_is_still_the_guests
//@ test: a_seat_is_given_back_once
//@ kind: panic
//@ says: freed what was no longer

use std::sync::Mutex;

/// The owner may release it twice, and somebody else may have booked it in between.
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
        let mut seats = self.seats.lock().unwrap();
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
        if self.guest(seat).as_deref() != Some(guest) {
            return false;
        }
        self.seats.lock().unwrap()[seat] = None;
        true
    }
}
