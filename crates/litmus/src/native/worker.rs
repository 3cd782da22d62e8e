//! The threads of a run, and what each does from its first barrier to the last.

use super::Options;
use super::barrier::Barrier;
use super::batch::{Batch, SIZE};
use crate::choice::Choice;
use core_affinity::CoreId;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64, fence};
use std::thread::{self, Thread};
use std::time::Instant;

/// Neighbouring instances are dealt out in blocks of this many when outcomes are counted, so that every thread finds some of
/// the next batch's lines in its own cache, and others in another's.
const BLOCK: usize = 8;

/// How many instances the threads run through, as a rule, between two meetings. Over a longer way they drift apart, and over a
/// shorter one the meetings cost more than the test. On a 2-core x86 machine `sb` showed its weak outcome 160,000 times in a million
/// rounds with 64 to 256, 55,000 times with 512 and 8, and with all of them at 12 to 15 million rounds a second.
const USUAL: usize = 128;

/// A batch in so many keeps its threads closer together.
const CLOSE_IN: usize = 16;

/// The threads of a run and what they share.
pub(super) struct Team {
    pub(super) batch: Batch,
    pub(super) processors: usize,
    pub(super) pinned: AtomicBool,
    pub(super) nanoseconds: AtomicU64,
    barrier: Barrier,
    cores: Vec<CoreId>,
    crowded: bool,
    options: Options,
    /// For each thread, how often it counted each key. It alone writes them.
    counts: Vec<Vec<AtomicU64>>,
    done: AtomicU64,
    /// The user has asked to stop.
    asked: AtomicBool,
    /// The run ends with this batch. Written by the first thread before a barrier, read by all after it.
    last: AtomicBool,
    ended: AtomicBool,
    watcher: Thread,
}

impl Team {
    /// To be made by the thread that watches the run.
    pub(super) fn new(choice: &Choice, options: &Options) -> Team {
        let batch = Batch::new(choice);
        let size = batch.roles();
        let cores = core_affinity::get_core_ids().unwrap_or_default();
        let available = thread::available_parallelism().map_or(1, usize::from);
        let processors = if cores.is_empty() {
            available
        } else {
            available.min(cores.len())
        };
        let crowded = size > processors;
        Team {
            processors,
            pinned: AtomicBool::new(options.pin && !cores.is_empty()),
            nanoseconds: AtomicU64::new(0),
            barrier: Barrier::new(size, crowded),
            cores,
            crowded,
            options: *options,
            counts: (0..size)
                .map(|_| (0..batch.keys()).map(|_| AtomicU64::new(0)).collect())
                .collect(),
            done: AtomicU64::new(0),
            asked: AtomicBool::new(false),
            last: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            watcher: thread::current(),
            batch,
        }
    }

    pub(super) fn size(&self) -> usize {
        self.batch.roles()
    }

    pub(super) fn rounds_done(&self) -> u64 {
        // ORDERING: pairs with the store of the first worker; the counts of the batches before are complete.
        self.done.load(Acquire)
    }

    /// Whether the run is over. The counts are complete when the threads have been joined.
    pub(super) fn ended(&self) -> bool {
        // ORDERING: pairs with the store at the end of `work`.
        self.ended.load(Acquire)
    }

    /// Asks the threads to stop after the batch in progress.
    pub(super) fn stop(&self) {
        // ORDERING: a flag by itself.
        self.asked.store(true, Relaxed);
    }

    /// How often each key was counted.
    pub(super) fn counts(&self) -> Vec<u64> {
        let sum = |key: usize| {
            self.counts
                .iter()
                .map(|counts| counts[key].load(Relaxed))
                .sum()
        };
        (0..self.batch.keys()).map(sum).collect()
    }

    /// The life of a thread.
    ///
    /// # Safety
    /// The test has no data race. Each number below `size` is used by one thread, and all of them run.
    pub(super) unsafe fn work(&self, worker: usize) {
        if self.options.pin
            && let Some(core) = self.cores.get(worker % self.cores.len().max(1))
            && !core_affinity::set_for_current(*core)
        {
            // Not everywhere can a thread be kept on a processor (on Apple's, not at all).
            self.pinned.store(false, Relaxed);
        }
        // The same in every thread, so that all agree; and one for itself.
        let mut plan = fastrand::Rng::with_seed(self.options.seed);
        let mut own = fastrand::Rng::with_seed(
            self.options.seed ^ (worker as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15),
        );
        let (size, counts) = (self.size(), &self.counts[worker]);
        let (mut arrivals, mut done) = (0, 0);
        let mut meet = || {
            arrivals = u32::wrapping_add(arrivals, 1);
            self.barrier.wait(worker, arrivals);
        };
        meet();
        let begun = Instant::now();
        while done < self.options.rounds {
            let length =
                usize::try_from(self.options.rounds - done).map_or(SIZE, |rest| rest.min(SIZE));
            let role = (worker + plan.usize(..size)) % size;
            let group = self.group(&mut plan);
            for start in (0..length).step_by(group) {
                meet();
                // Nothing of what came before is left in the store buffer: what the test stores is not queued behind it.
                fence(SeqCst);
                wait_a_little(&mut own);
                // SAFETY: the caller's.
                unsafe { self.batch.run(role, start..length.min(start + group)) };
            }
            if worker == 0 && self.asked.load(Relaxed) {
                // ORDERING: the barrier orders it. It is not written again before all have read it: they do that between this
                // barrier and the next.
                self.last.store(true, Relaxed);
            }
            meet();
            for start in (worker * BLOCK..length).step_by(size * BLOCK) {
                // It alone writes its counts, so there is no need of a read-modify-write.
                let count = |key: usize| counts[key].store(counts[key].load(Relaxed) + 1, Relaxed);
                self.batch.collect(start..length.min(start + BLOCK), count);
            }
            done += length as u64;
            if worker == 0 {
                // ORDERING: pairs with the load in `rounds_done`, for whoever watches.
                self.done.store(done, Release);
            }
            if self.last.load(Relaxed) {
                break;
            }
        }
        if worker == 0 {
            let nanoseconds = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.nanoseconds.store(nanoseconds, Release);
        }
        // ORDERING: pairs with the load in `ended`.
        self.ended.store(true, Release);
        self.watcher.unpark();
    }

    /// How many instances to run through between two meetings. All threads draw the same.
    fn group(&self, plan: &mut fastrand::Rng) -> usize {
        let (close, drawn) = (plan.usize(..CLOSE_IN) == 0, 1 << plan.u32(..7));
        match self.options.group {
            // To meet costs thousands of times more where threads have to wait for a processor.
            _ if self.crowded => SIZE,
            0 if close => drawn,
            0 => USUAL,
            fixed => fixed.min(SIZE),
        }
    }
}

/// Waits for a random time of up to some hundred nanoseconds, more often a short one.
#[inline]
fn wait_a_little(rng: &mut fastrand::Rng) {
    let drawn = rng.u32(..);
    let steps = drawn >> 8 & ((1 << (drawn & 7)) - 1);
    for step in 0..steps {
        std::hint::black_box(step);
    }
}
