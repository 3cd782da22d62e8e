//@ title: Ask for both, then book both
//@ idea: "I have checked both seats before I take one."
//@ test: a_pair_and_a_single_seat_do_not_overlap
//@ test: one_of_two_crossing_pairs_is_sold
//@ kind: panic
//@ says: looked at and taken as one

use std::sync::Mutex;

/// The looking does come first, but it holds no lock when the taking begins.
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
        let both_free = self.guest(first).is_none() && self.guest(second).is_none();
        both_free && self.book(first, guest) && self.book(second, guest)
    }

    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut seats = self.seats.lock().unwrap();
        seats[seat].take_if(|owner| owner == guest).is_some()
    }
}
