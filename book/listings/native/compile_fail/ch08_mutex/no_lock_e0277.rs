use std::cell::RefCell;
use std::thread;

fn main() {
    let visitors = RefCell::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *visitors.borrow_mut() += 1);
        scope.spawn(|| *visitors.borrow_mut() += 1);
    });
}
