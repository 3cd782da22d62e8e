//! Counters that share a cache line, and counters that do not.

use crossbeam::utils::CachePadded;
use std::hint;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: layout
/// Eight bytes each, side by side.
pub struct SideBySide(pub [AtomicU64; 2]);

/// Each in a line of its own.
pub struct Padded(pub [CachePadded<AtomicU64>; 2]);
// ANCHOR_END: layout

/// So many additions are timed at once: few enough to be done before the system
/// lets another program have the core.
const ADDITIONS: u32 = 20_000;
/// How often.
const BURSTS: usize = 301;

/// Nanoseconds for an addition, when two threads add at the same time, each on
/// a core of its own (if the system allows it): the median of the bursts in
/// which they did. `None` if they never did.
pub fn nanoseconds(counters: [&AtomicU64; 2]) -> Option<f64> {
    let mut together: Vec<Duration> = timed(counters, ADDITIONS, BURSTS)
        .into_iter()
        .filter_map(|[(start, end), (other_start, other_end)]| {
            let longest = (end - start).max(other_end - other_start);
            let overlap = end
                .min(other_end)
                .saturating_duration_since(start.max(other_start));
            // Where another program had a core meanwhile, nothing was shared.
            (2 * overlap > longest).then_some(longest)
        })
        .collect();
    together.sort();
    let median = together.get(together.len() / 2)?;
    Some(median.as_secs_f64() * 1e9 / f64::from(ADDITIONS))
}

/// When each of the two threads began and ended each burst.
fn timed(
    counters: [&AtomicU64; 2],
    additions: u32,
    bursts: usize,
) -> Vec<[(Instant, Instant); 2]> {
    let arrived = AtomicUsize::new(0);
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    let times: Vec<Vec<(Instant, Instant)>> = thread::scope(|scope| {
        let threads: Vec<_> = counters
            .into_iter()
            .enumerate()
            .map(|(thread, counter)| {
                let core = cores.get(thread).copied();
                let arrived = &arrived;
                scope.spawn(move || {
                    core.map(core_affinity::set_for_current);
                    let burst = |burst| {
                        arrived.fetch_add(1, Ordering::AcqRel);
                        let mut spins = 0;
                        while arrived.load(Ordering::Acquire) < 2 * burst {
                            hint::spin_loop();
                            spins += 1;
                            if spins % 10_000 == 0 {
                                thread::yield_now();
                            }
                        }
                        let start = Instant::now();
                        for _ in 0..additions {
                            counter.fetch_add(1, Ordering::Relaxed);
                        }
                        (start, Instant::now())
                    };
                    (1..=bursts).map(burst).collect()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    (0..bursts)
        .map(|burst| [times[0][burst], times[1][burst]])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(counters: [&AtomicU64; 2]) -> usize {
        let [left, right] =
            counters.map(|counter| std::ptr::from_ref(counter).addr());
        right - left
    }

    // ANCHOR: distance
    #[test]
    fn padded_counters_are_a_line_apart() {
        let beside = SideBySide(Default::default());
        assert_eq!(distance([&beside.0[0], &beside.0[1]]), 8);
        let padded = Padded(Default::default());
        let apart = distance([&padded.0[0], &padded.0[1]]);
        assert_eq!(apart, align_of::<CachePadded<u8>>());
        assert!(apart >= 16);
    }
    // ANCHOR_END: distance

    #[test]
    fn what_is_timed_is_what_is_counted() {
        let padded = Padded(Default::default());
        timed([&padded.0[0], &padded.0[1]], 10, 3);
        for counter in &padded.0 {
            assert_eq!(counter.load(Ordering::Relaxed), 30);
        }
    }
}
