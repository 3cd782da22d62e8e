//@ title: A pair is two single seats
//@ idea: "`book` is right, so `book` twice is right."
//@ test: a_refused_pair_takes_no_seat
//@ test: a_pair_and_a_single_seat_do_not_overlap
//@ kind: panic
//@ says: half of it

use std::sync::Mutex;

/// Each `book` is one step. The pair is two, and the first is done when the second fails.
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
        self.book(first, guest) && self.book(second, guest)
    }

    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut seats = self.seats.lock().unwrap();
        seats[seat].take_if(|owner| owner == guest).is_some()
    }
}
