//! Two threads use the same counter by reference.
use std::thread;
use subject::Visits;

fn main() {
    let visits = Visits::default();
    thread::scope(|scope| {
        scope.spawn(|| visits.count());
        scope.spawn(|| visits.count());
    });
}
