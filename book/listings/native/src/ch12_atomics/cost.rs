//! One number: updates that several threads lose counted, and ways to add one timed.
//!
//! `cargo run --release -p listings-native -- 12` prints the times; `cost.txt` is what it printed on the machine that is named there.

use crate::ch13_memory_ordering::cost::{each, machine_and_date};
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;

/// A load and a store: two steps.
pub fn load_and_store(number: &AtomicU64) {
    number.store(number.load(Relaxed) + 1, Relaxed);
}

/// One step.
pub fn fetch_add(number: &AtomicU64) {
    number.fetch_add(1, Relaxed);
}

/// A loop that tries until nobody came in between.
pub fn exchange_loop(number: &AtomicU64) {
    let mut seen = number.load(Relaxed);
    while let Err(now) =
        number.compare_exchange_weak(seen, seen + 1, Relaxed, Relaxed)
    {
        seen = now;
    }
}

/// What a number says when each of so many threads has added one `rounds`
/// times, all at the same time.
pub fn add(
    threads: usize,
    rounds: u64,
    add_one: impl Fn(&AtomicU64) + Sync,
) -> u64 {
    let number = AtomicU64::new(0);
    let all_there = Barrier::new(threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                all_there.wait();
                for _ in 0..rounds {
                    add_one(black_box(&number));
                }
            });
        }
    });
    number.into_inner()
}

/// The times: one thread, and nobody else who wants the number.
pub fn report() -> String {
    let (number, mutex) = (AtomicU64::new(0), Mutex::new(0_u64));
    let (number, mutex) = (black_box(&number), black_box(&mutex));
    let steps = [
        ("load", each(|| _ = black_box(number.load(Relaxed)))),
        ("load, then store", each(|| load_and_store(number))),
        ("fetch_add", each(|| fetch_add(number))),
        (
            "CAS loop, at the first attempt",
            each(|| exchange_loop(number)),
        ),
        (
            "Mutex: lock, add, unlock",
            each(|| *mutex.lock().unwrap() += 1),
        ),
    ];
    let mut text =
        String::from("one thread                      nanoseconds\n");
    for (what, time) in steps {
        let _ = writeln!(text, "{what:31} {time:11.2}");
    }
    let _ = writeln!(text, "\n{}", machine_and_date());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_step_loses_nothing() {
        assert_eq!(add(2, 1_000, fetch_add), 2_000);
        assert_eq!(add(2, 1_000, exchange_loop), 2_000);
    }

    #[test]
    fn alone_a_load_and_a_store_lose_nothing() {
        assert_eq!(add(1, 1_000, load_and_store), 1_000);
        assert!(add(2, 1_000, load_and_store) <= 2_000);
    }

    #[test]
    fn the_report_has_every_step() {
        let steps = |text: &str| -> Vec<String> {
            (text.lines().take_while(|line| !line.is_empty()))
                .map(|line| line.chars().take(31).collect())
                .collect()
        };
        assert_eq!(steps(&report()), steps(include_str!("cost.txt")));
    }
}
