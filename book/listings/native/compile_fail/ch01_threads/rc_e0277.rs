use std::rc::Rc;
use std::thread;

fn main() {
    let name = Rc::new(String::from("Ada"));
    let worker = thread::spawn(move || name.len());
    worker.join().unwrap();
}
