use std::cell::RefCell;
use std::sync::Arc;
use std::thread;

fn main() {
    let names = Arc::new(RefCell::new(vec![]));
    let shared = Arc::clone(&names);
    let worker = thread::spawn(move || shared.borrow_mut().push("Ada"));
    worker.join().unwrap();
    println!("{:?}", names.borrow());
}
