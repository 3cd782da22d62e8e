//! Measures three layouts of counters: one for all, side by side, and yours.
//!
//! Nothing here is to be changed, and no check looks at these numbers.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use false_sharing::Tally;

/// How often each thread adds to its counter.
const ROUNDS: u64 = 10_000_000;

/// How often each layout is measured. The layouts take turns, so that a busy moment of the machine
/// does not meet one of them alone.
const TURNS: usize = 9;

/// The time in which each thread has added to its counter, all at the same time.
fn time<'a>(threads: usize, counter: impl Fn(usize) -> &'a AtomicU64) -> Duration {
    let ready = Barrier::new(threads + 1);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                let (counter, ready) = (counter(thread), &ready);
                scope.spawn(move || {
                    ready.wait();
                    for _ in 0..ROUNDS {
                        counter.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        ready.wait();
        let start = Instant::now();
        for thread in threads {
            thread.join().expect("adding does not panic");
        }
        start.elapsed()
    })
}

fn main() {
    let threads = thread::available_parallelism()
        .map_or(2, usize::from)
        .clamp(2, 8);
    println!("{threads} threads, {ROUNDS} additions each; the middle one of {TURNS} times.\n");

    let one = AtomicU64::new(0);
    let side_by_side: Vec<AtomicU64> = (0..threads).map(|_| AtomicU64::new(0)).collect();
    let tally = Tally::new(threads);

    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..TURNS {
        times[0].push(time(threads, |_| &one));
        times[1].push(time(threads, |thread| &side_by_side[thread]));
        times[2].push(time(threads, |thread| tally.counter(thread)));
    }
    let [shared, beside, yours] = times.map(|mut times| {
        times.sort();
        times[TURNS / 2]
    });
    for (name, time) in [
        ("one counter for all", shared),
        ("counters side by side", beside),
        ("your tally", yours),
    ] {
        println!(
            "{name:>22}   {:>6} ms   {:>5.1} times as long as yours",
            time.as_millis(),
            time.as_secs_f64() / yours.as_secs_f64()
        );
    }
}
