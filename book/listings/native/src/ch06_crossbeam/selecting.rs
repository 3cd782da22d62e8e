//! Waiting in several channels at once.

use crossbeam::channel::{Receiver, after, never, select, select_biased, tick};
use std::time::Duration;

// ANCHOR: first
/// The first answer, if one comes in time.
pub fn first_of(
    left: &Receiver<&'static str>,
    right: &Receiver<&'static str>,
    patience: Duration,
) -> Option<&'static str> {
    select! {
        recv(left) -> answer => answer.ok(),
        recv(right) -> answer => answer.ok(),
        recv(after(patience)) -> _ => None,
    }
}
// ANCHOR_END: first

// ANCHOR: biased
/// Orders to stop go first, whatever else is ready.
pub fn next(stop: &Receiver<()>, jobs: &Receiver<u32>) -> Option<u32> {
    select_biased! {
        recv(stop) -> _ => None,
        recv(jobs) -> job => job.ok(),
    }
}
// ANCHOR_END: biased

// ANCHOR: fair
/// Both channels are full of messages. How often is each of them chosen?
pub fn chosen(
    left: &Receiver<()>,
    right: &Receiver<()>,
    rounds: u32,
) -> [u32; 2] {
    let mut chosen = [0, 0];
    for _ in 0..rounds {
        select! {
            recv(left) -> _ => chosen[0] += 1,
            recv(right) -> _ => chosen[1] += 1,
        }
    }
    chosen
}
// ANCHOR_END: fair

// ANCHOR: never
/// Adds up numbers until no more can come. It reports how far it is, if that
/// is wanted.
pub fn sum(numbers: &Receiver<u64>, report: bool) -> u64 {
    let ticks = if report {
        tick(Duration::from_secs(1))
    } else {
        never()
    };
    let mut sum = 0;
    loop {
        select! {
            recv(numbers) -> number => match number {
                Ok(number) => sum += number,
                Err(_) => return sum,
            },
            recv(ticks) -> _ => println!("{sum} so far"),
        }
    }
}
// ANCHOR_END: never

// ANCHOR: closed
/// Listens to two channels until both are closed, so it thinks. How often does
/// the loop turn until the number arrives?
pub fn turns(
    closed: &Receiver<u64>,
    numbers: &Receiver<u64>,
    mut at_each_turn: impl FnMut(),
) -> u32 {
    let mut turns = 0;
    loop {
        turns += 1;
        at_each_turn();
        select! {
            recv(closed) -> number => match number {
                Ok(_) => return turns,
                Err(_) => continue,
            },
            recv(numbers) -> _ => return turns,
        }
    }
}
// ANCHOR_END: closed

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam::channel::{bounded, unbounded};

    #[test]
    fn whoever_answers_is_heard() {
        let hour = Duration::from_secs(3600);
        let (left_server, left) = unbounded();
        let (right_server, right) = unbounded();
        assert_eq!(first_of(&left, &right, Duration::ZERO), None);
        right_server.send("42").unwrap();
        assert_eq!(first_of(&left, &right, hour), Some("42"));
        left_server.send("41").unwrap();
        assert_eq!(first_of(&left, &right, hour), Some("41"));
    }

    #[test]
    fn stop_goes_first() {
        let (stopper, stop) = unbounded();
        let (sender, jobs) = unbounded();
        sender.send(1).unwrap();
        assert_eq!(next(&stop, &jobs), Some(1));
        for _ in 0..100 {
            sender.send(1).unwrap();
            stopper.send(()).unwrap();
            assert_eq!(next(&stop, &jobs), None);
        }
    }

    #[test]
    fn select_starves_nobody() {
        let (left_sender, left) = unbounded();
        let (right_sender, right) = unbounded();
        for _ in 0..1000 {
            left_sender.send(()).unwrap();
            right_sender.send(()).unwrap();
        }
        let [left, right] = chosen(&left, &right, 1000);
        assert_eq!(left + right, 1000);
        // A coin that shows one side fewer than 300 times in a thousand is none.
        assert!(left > 300 && right > 300, "{left} and {right}");
    }

    #[test]
    fn never_is_never_ready() {
        for report in [false, true] {
            let (sender, numbers) = unbounded();
            for number in 1..=10 {
                sender.send(number).unwrap();
            }
            drop(sender);
            assert_eq!(sum(&numbers, report), 55);
        }
    }

    #[test]
    fn a_closed_channel_is_ready_at_each_turn() {
        let (_, closed) = bounded(0);
        let (sender, numbers) = bounded(1);
        // A number comes when the loop has turned a thousand times: it does not
        // wait.
        let mut left = 1000;
        let turns = turns(&closed, &numbers, || {
            left -= 1;
            if left == 0 {
                sender.send(1).unwrap();
            }
        });
        assert!(turns >= 1000);
    }
}
