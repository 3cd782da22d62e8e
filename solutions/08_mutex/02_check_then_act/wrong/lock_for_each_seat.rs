//@ title: A lock for each seat, in the order asked for
//@ idea: "Small locks let more guests in, and both are held, so the pair is safe."
//@ test: one_of_two_crossing_pairs_is_sold
//@ kind: deadlock
//@ says: taken in opposite order

use std::sync::Mutex;

/// One guest holds seat 0 and waits for seat 1, the other holds seat 1 and waits for seat 0.
pub struct BoxOffice {
    seats: Vec<Mutex<Option<String>>>,
}

impl BoxOffice {
    pub fn new(seats: usize) -> Self {
        BoxOffice {
            seats: (0..seats).map(|_| Mutex::new(None)).collect(),
        }
    }

    pub fn guest(&self, seat: usize) -> Option<String> {
        self.seats[seat].lock().unwrap().clone()
    }

    pub fn book(&self, seat: usize, guest: &str) -> bool {
        let mut seat = self.seats[seat].lock().unwrap();
        if seat.is_some() {
            return false;
        }
        *seat = Some(guest.to_string());
        true
    }

    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        let mut first = self.seats[first].lock().unwrap();
        let mut second = self.seats[second].lock().unwrap();
        if first.is_some() || second.is_some() {
            return false;
        }
        *first = Some(guest.to_string());
        *second = Some(guest.to_string());
        true
    }

    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut seat = self.seats[seat].lock().unwrap();
        seat.take_if(|owner| owner == guest).is_some()
    }
}
