//! A barrier at which threads wait by spinning, and come away almost at the same moment.
//!
//! Each thread counts its own arrivals on a cache line of its own, and waits until it has seen all others arrive as often. No
//! line is written by two threads, so an arrival costs one transfer of a line to each of the others.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

#[derive(Debug)]
#[repr(align(128))]
struct Arrivals(AtomicU32);

/// A barrier for a fixed number of threads.
#[derive(Debug)]
pub(super) struct Barrier {
    arrivals: Vec<Arrivals>,
    /// How often to look before giving the processor away.
    patience: u32,
}

impl Barrier {
    /// `crowded`: there are more threads than processors, so that whoever is waited for may be waiting for a processor.
    pub(super) fn new(threads: usize, crowded: bool) -> Barrier {
        let arrivals = (0..threads).map(|_| Arrivals(AtomicU32::new(0))).collect();
        let patience = if crowded { 50 } else { 2_000 };
        Barrier { arrivals, patience }
    }

    /// Arrives for the `count`th time (it wraps), and waits for the others.
    ///
    /// All that a thread did before it arrived happens before all that any does afterwards.
    #[inline]
    pub(super) fn wait(&self, thread: usize, count: u32) {
        // ORDERING: pairs with the loads of the other threads, just below.
        self.arrivals[thread].0.store(count, Release);
        for (other, arrivals) in self.arrivals.iter().enumerate() {
            if other == thread {
                continue;
            }
            let mut looked = 0;
            // ORDERING: pairs with the store above. A thread can be one arrival ahead, never two.
            while (arrivals.0.load(Acquire).wrapping_sub(count) as i32) < 0 {
                looked += 1;
                if looked < self.patience {
                    std::hint::spin_loop();
                } else {
                    looked = 0;
                    thread::yield_now();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering::Relaxed;

    #[test]
    fn nobody_leaves_before_all_have_arrived_even_when_the_count_wraps() {
        let (threads, rounds) = (3, 200);
        let barrier = Barrier::new(threads, true);
        let arrived = AtomicUsize::new(0);
        let start = u32::MAX - 100;
        for arrivals in &barrier.arrivals {
            arrivals.0.store(start, Relaxed);
        }
        thread::scope(|scope| {
            for thread in 0..threads {
                let (barrier, arrived) = (&barrier, &arrived);
                scope.spawn(move || {
                    let mut count = start;
                    for round in 1..=rounds {
                        arrived.fetch_add(1, Relaxed);
                        count = count.wrapping_add(1);
                        barrier.wait(thread, count);
                        assert!(arrived.load(Relaxed) >= round * threads);
                    }
                });
            }
        });
        assert_eq!(arrived.load(Relaxed), rounds * threads);
    }
}
