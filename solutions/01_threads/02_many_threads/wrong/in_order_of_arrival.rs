//@ title: Results in the order of their arrival
//@ idea: "A channel keeps the order, so what comes out of it is in order."
//@ test: results_stand_in_the_order_of_the_numbers
//@ kind: panic
//@ says: belongs in place n

use std::sync::mpsc;
use std::thread;

/// A channel keeps the order of sending, and nobody says who sends first.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let (sender, results) = mpsc::channel();
    for number in 0..workers {
        let work = work.clone();
        let sender = sender.clone();
        thread::spawn(move || sender.send(work(number)).unwrap());
    }
    drop(sender);
    results.iter().collect()
}
