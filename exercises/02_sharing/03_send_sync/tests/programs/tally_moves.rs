//! A tally goes to another thread and comes back.
use std::thread;
use subject::Tally;

fn main() {
    let tally = Tally::default();
    let worker = thread::spawn(move || {
        tally.add();
        tally
    });
    assert_eq!(worker.join().unwrap().total(), 1);
}
