//@ title: A map of the booked seats behind a read-write lock

//! A box office: guests book seats, and give them back.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::RwLock;

/// The seats of one performance, numbered from zero.
pub struct BoxOffice {
    /// Who has which seat. A free seat is not in the map.
    booked: RwLock<BTreeMap<usize, String>>,
}

impl BoxOffice {
    /// So many seats, all of them free.
    pub fn new(_seats: usize) -> Self {
        BoxOffice {
            booked: RwLock::default(),
        }
    }

    /// Whose seat it is, if it is booked.
    pub fn guest(&self, seat: usize) -> Option<String> {
        self.booked.read().unwrap().get(&seat).cloned()
    }

    /// Gives the seat to the guest if it is free. Says whether it was.
    pub fn book(&self, seat: usize, guest: &str) -> bool {
        // The guard of the write lock lives until the end of the `match`.
        match self.booked.write().unwrap().entry(seat) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(guest.to_owned());
                true
            }
        }
    }

    /// Gives both seats to the guest if both are free; else neither. Says whether they were.
    pub fn book_pair(&self, first: usize, second: usize, guest: &str) -> bool {
        // A seat that is booked now may be refused at once, and looking needs no write lock. That
        // the seats are free, on the other hand, has to be seen by whoever writes.
        let pair = [first, second];
        if self.one_is_booked(pair) {
            return false;
        }
        let mut booked = self.booked.write().unwrap();
        if pair.iter().any(|seat| booked.contains_key(seat)) {
            return false;
        }
        booked.extend(pair.map(|seat| (seat, guest.to_owned())));
        true
    }

    fn one_is_booked(&self, seats: [usize; 2]) -> bool {
        let booked = self.booked.read().unwrap();
        seats.iter().any(|seat| booked.contains_key(seat))
    }

    /// Frees the seat if it is this guest's. Says whether it was.
    pub fn release(&self, seat: usize, guest: &str) -> bool {
        let mut booked = self.booked.write().unwrap();
        let is_theirs = booked.get(&seat).is_some_and(|it| it == guest);
        if is_theirs {
            booked.remove(&seat);
        }
        is_theirs
    }
}
