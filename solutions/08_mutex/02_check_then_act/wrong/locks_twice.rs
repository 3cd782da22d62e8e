//@ title: The helper locks as well
//@ idea: "I hold the lock, so I may call the method that looks."
//@ test: one_guest_after_the_other
//@ kind: deadlock
//@ says: lock a second time

use std::sync::Mutex;

/// `guest` takes the lock that `book` is holding.
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
        if self.guest(seat).is_some() {
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
