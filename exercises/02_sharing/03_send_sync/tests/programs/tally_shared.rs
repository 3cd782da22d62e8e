//! Two threads have a reference to the same tally.
use std::thread;
use subject::Tally;

fn main() {
    let tally = Tally::default();
    thread::scope(|scope| {
        scope.spawn(|| tally.add());
        scope.spawn(|| tally.add());
    });
}
