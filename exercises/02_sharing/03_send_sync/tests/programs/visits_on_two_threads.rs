//! Two clones of one counter, each on a thread of its own.
use std::thread;
use subject::Visits;

fn main() {
    let visits = Visits::default();
    let doors = [visits.clone(), visits.clone()].map(|door| thread::spawn(move || door.count()));
    for door in doors {
        door.join().unwrap();
    }
    assert_eq!(visits.total(), 2);
}
