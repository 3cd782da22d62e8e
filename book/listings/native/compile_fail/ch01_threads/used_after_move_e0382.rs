use std::thread;

fn main() {
    let names = vec!["Ada", "Grace"];
    let worker = thread::spawn(move || names.len());
    println!("{names:?}");
    worker.join().unwrap();
}
