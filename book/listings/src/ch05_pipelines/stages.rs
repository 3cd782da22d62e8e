//! Stages: each owns its ends, and ends when a neighbour has gone.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

// ANCHOR: stage
/// A stage: what comes in, what is done with it, what goes out.
fn squares(numbers: Receiver<u32>, squares: SyncSender<u32>) {
    for number in numbers {
        if squares.send(number * number).is_err() {
            return;
        }
    }
}
// ANCHOR_END: stage

fn count_to(last: u32, numbers: SyncSender<u32>) {
    for number in 1..=last {
        if numbers.send(number).is_err() {
            return;
        }
    }
}

// ANCHOR: pipeline
/// Three stages: count, square, add up.
pub fn sum_of_squares() -> u32 {
    let (to_square, numbers) = mpsc::sync_channel(1);
    let (to_sum, results) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(move || count_to(3, to_square));
        scope.spawn(move || squares(numbers, to_sum));
        results.iter().sum()
    })
}
// ANCHOR_END: pipeline

/// 1 + 4 + 9.
pub fn three_stages() {
    assert_eq!(sum_of_squares(), 14);
}

// ANCHOR: hang_up
/// The last stage wants no more than one. How far does the first one get?
pub fn first_square() -> (u32, u32) {
    let (to_square, numbers) = mpsc::sync_channel(0);
    let (to_sum, results) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        let counter = scope.spawn(move || {
            let mut sent = 0;
            while to_square.send(sent + 1).is_ok() {
                sent += 1;
            }
            sent
        });
        scope.spawn(move || squares(numbers, to_sum));
        let first = results.recv().unwrap();
        drop(results);
        (first, counter.join().unwrap())
    })
}
// ANCHOR_END: hang_up

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;

    #[test]
    fn a_row_of_stages_has_one_execution() {
        assert_eq!(expect::verified(three_stages), 1);
    }

    #[test]
    fn a_hang_up_passes_back_from_stage_to_stage() {
        assert_eq!(interleave::outcomes(first_square), [(1, 2)].into());
    }
}
