//! A job is made on one thread and run on another.
use std::thread;
use subject::Job;

fn main() {
    let text = String::from("nails");
    let job = Job::new(move || text.len() as u64);
    assert_eq!(thread::spawn(move || job.run()).join().unwrap(), 5);
}
