use std::thread;

fn main() {
    let name = String::from("Ada");
    let worker = thread::spawn(|| println!("hello, {name}"));
    worker.join().unwrap();
}
