//@ title: Take, look, give back
//@ idea: "If the second seat is taken, I undo the first: then nothing has happened."
//@ test: a_refused_pair_keeps_nobody_out
//@ test: one_of_two_crossing_pairs_is_sold
//@ kind: panic
//@ says: held it for a moment

use std::sync::Mutex;

/// Between taking and giving back, others see a seat that is taken by nobody.
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
        if !self.book(first, guest) {
            return false;
        }
        let both = self.book(second, guest);
        if !both {
            self.release(first, guest);
        }
        both
    }

    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut seats = self.seats.lock().unwrap();
        seats[seat].take_if(|owner| owner == guest).is_some()
    }
}
