//! Measures three layouts of counters: one for all, side by side, and yours.
//!
//! Nothing here is to be changed, and no check looks at these numbers.

use std::hint;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use false_sharing::Tally;

/// So many additions are timed at once: few enough to be done before the system lets another program
/// have the core.
const ADDITIONS: u32 = 20_000;
/// How often.
const BURSTS: usize = 301;

/// The time of an addition when all threads add at the same time, each on a core of its own (if the
/// system allows to say so): the middle one of all bursts in which they did. `None` if they never did.
fn time<'a>(threads: usize, counter: impl Fn(usize) -> &'a AtomicU64) -> Option<Duration> {
    let arrived = AtomicUsize::new(0);
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let times: Vec<Vec<(Instant, Instant)>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                let (counter, arrived) = (counter(thread), &arrived);
                let core = cores.get(thread).copied();
                scope.spawn(move || {
                    core.map(core_affinity::set_for_current);
                    let burst = |burst| {
                        // All begin together. Who spins here has a core already when it is time.
                        arrived.fetch_add(1, Ordering::AcqRel);
                        let mut spins = 0;
                        while arrived.load(Ordering::Acquire) < burst * threads {
                            hint::spin_loop();
                            spins += 1;
                            if spins % 10_000 == 0 {
                                thread::yield_now();
                            }
                        }
                        let start = Instant::now();
                        for _ in 0..ADDITIONS {
                            counter.fetch_add(1, Ordering::Relaxed);
                        }
                        (start, Instant::now())
                    };
                    (1..=BURSTS).map(burst).collect()
                })
            })
            .collect();
        (threads.into_iter())
            .map(|thread| thread.join().expect("adding does not panic"))
            .collect()
    });
    let mut together: Vec<Duration> = (0..BURSTS)
        .filter_map(|burst| {
            let times = times.iter().map(|times| times[burst]);
            let longest = times.clone().map(|(start, end)| end - start).max()?;
            let last_start = times.clone().map(|(start, _)| start).max()?;
            let first_end = times.map(|(_, end)| end).min()?;
            let overlap = first_end.saturating_duration_since(last_start);
            // Where another program had one of the cores meanwhile, nothing was shared.
            (2 * overlap > longest).then_some(longest / ADDITIONS)
        })
        .collect();
    together.sort();
    together.get(together.len() / 2).copied()
}

fn main() {
    let threads = thread::available_parallelism()
        .map_or(2, usize::from)
        .clamp(2, 8);
    println!("{threads} threads that add at the same time; the time of one addition:\n");

    let one = AtomicU64::new(0);
    let side_by_side: Vec<AtomicU64> = (0..threads).map(|_| AtomicU64::new(0)).collect();
    let tally = Tally::new(threads);

    let shared = time(threads, |_| &one);
    let beside = time(threads, |thread| &side_by_side[thread]);
    let yours = time(threads, |thread| tally.counter(thread));
    let (Some(shared), Some(beside), Some(yours)) = (shared, beside, yours) else {
        println!("The threads never ran at the same time: this machine has one core, or is busy.");
        return;
    };
    for (name, time) in [
        ("one counter for all", shared),
        ("counters side by side", beside),
        ("your tally", yours),
    ] {
        println!(
            "{name:>22}   {:>4} ns   {:>5.1} times as long as yours",
            time.as_nanos(),
            time.as_secs_f64() / yours.as_secs_f64()
        );
    }
}
