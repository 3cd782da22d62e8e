use std::thread;

fn main() {
    let worker = thread::spawn(|| 17);
    if !worker.is_finished() {
        println!("still busy");
    }
    let result = worker.join();
    if result.is_err() {
        worker.join().unwrap();
    }
}
