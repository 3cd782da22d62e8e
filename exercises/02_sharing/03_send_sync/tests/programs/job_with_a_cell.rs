//! The closure owns a `Cell`, and goes to another thread with it.
use std::cell::Cell;
use std::thread;
use subject::Job;

fn main() {
    let count = Cell::new(4);
    let job = Job::new(move || {
        count.set(count.get() + 1);
        count.get()
    });
    assert_eq!(thread::spawn(move || job.run()).join().unwrap(), 5);
}
