use std::cell::Cell;
use std::sync::RwLock;
use std::thread;

fn main() {
    let visits = RwLock::new(Cell::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let visits = visits.read().unwrap();
                visits.set(visits.get() + 1);
            });
        }
    });
}
