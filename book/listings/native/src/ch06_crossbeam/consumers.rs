//! One channel, many consumers.

use crossbeam::channel;
use std::thread;

// ANCHOR: program
/// Squares, computed by so many workers that all receive from one channel. Each
/// number goes to exactly one of them.
pub fn squares(numbers: Vec<u64>, workers: usize) -> Vec<u64> {
    let (sender, jobs) = channel::bounded(10);
    let (results, collected) = channel::unbounded();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (jobs, results) = (jobs.clone(), results.clone());
            scope.spawn(move || {
                for number in jobs {
                    results.send(number * number).unwrap();
                }
            });
        }
        for number in numbers {
            sender.send(number).unwrap();
        }
        // No more jobs: the workers' loops end when the channel is empty.
        drop(sender);
    });
    drop(results);
    collected.iter().collect()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_goes_to_one_consumer() {
        let mut found = squares((0..1000).collect(), 4);
        found.sort();
        let expected: Vec<_> =
            (0..1000).map(|number| number * number).collect();
        assert_eq!(found, expected);
    }
}
