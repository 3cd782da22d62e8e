use std::thread;

fn main() {
    let job: Box<dyn FnOnce() -> u32> = Box::new(|| 17);
    let worker = thread::spawn(job);
    println!("{}", worker.join().unwrap());
}
