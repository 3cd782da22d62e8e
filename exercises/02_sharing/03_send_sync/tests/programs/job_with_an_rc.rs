//! The closure owns an `Rc`, whose clone stays here.
use std::rc::Rc;
use subject::Job;

fn main() {
    let kept = Rc::new(5);
    let given = Rc::clone(&kept);
    let job = Job::new(move || *given);
    drop(job);
    drop(kept);
}
