//! Runs a test on this machine, and counts its outcomes.
//!
//! The technique is that of litmus7 (Alglave, Maranget, Sarkar, Sewell, "Litmus: Running Tests against Hardware", TACAS 2011; its manual,
//! diy.inria.fr/doc/litmus.html): many instances of the test lie in arrays, every location on a cache line of its own; threads that live
//! for the whole run, each pinned to a processor, meet at a spinning barrier and then run through the instances side by
//! side. A SeqCst fence after the barrier empties the store buffers, so that all leave it at the same moment. Between two batches
//! the threads count the outcomes and put the initial values back, sharing the work.
//!
//! How close the threads keep together decides what is seen, so it varies: as a rule they meet again after a hundred instances or so,
//! in some batches every few instances; after each barrier a thread waits for a short time that is drawn at random; and
//! the threads of the test change places among the processors.
//!
//! With fewer processors than threads it works too, but threads that share one never run at the same time: outcomes may hide.
//!
//! A run never proves that an outcome is impossible.
//!
//! It was tried on x86-64 under Linux only. There is code for aarch64, macOS and Windows, and it was not tried.

mod barrier;
mod batch;
mod worker;

use crate::choice::Choice;
use crate::judge::has_race;
use interleave_axioms::Outcome;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::time::{Duration, Instant};
use worker::Team;

/// How to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many times the test is run.
    pub rounds: u64,
    /// Where the random choices begin (the waits, who runs where). Runs with the same seed still differ.
    pub seed: u64,
    /// Whether each thread is kept on one processor. Without, far less is seen on a busy machine.
    pub pin: bool,
    /// How many instances the threads run through between two meetings: 0 for a mixture that shows the most.
    pub group: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            rounds: 1_000_000,
            seed: 0,
            pin: true,
            group: 0,
        }
    }
}

/// What was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How many times the test was run: as asked, or fewer if it was stopped.
    pub rounds: u64,
    /// How often each outcome was seen. There are as many outcomes as rounds, or as many for each reader.
    pub counts: BTreeMap<Outcome, u64>,
    /// How long it took, from the first barrier to the last.
    pub elapsed: Duration,
    /// How many threads there were.
    pub threads: usize,
    /// On how many processors.
    pub processors: usize,
    /// Whether each thread was kept on one processor.
    pub pinned: bool,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

impl Seen {
    /// How many outcomes were seen in all.
    pub fn observations(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Rounds in a second.
    pub fn speed(&self) -> f64 {
        self.rounds as f64 / self.elapsed.as_secs_f64().max(1e-9)
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many rounds are done.
    pub rounds: u64,
    /// How many outcomes so far are the weak one that the test is about.
    pub weak: u64,
    /// How long it has taken.
    pub elapsed: Duration,
}

/// Why a test cannot be run on a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRunnable {
    /// It has a data race.
    #[error(
        "it has a data race, which is undefined behaviour: nothing that it does here would mean anything"
    )]
    Race,
}

/// How often `watch` is asked.
const WATCH: Duration = Duration::from_millis(100);

/// Runs a test. `watch` is asked now and then, and stops the run by breaking.
///
/// # Errors
/// If the test has a data race with these orderings.
pub fn run(
    choice: &Choice,
    options: &Options,
    mut watch: impl FnMut(Progress) -> ControlFlow<()>,
) -> Result<Seen, NotRunnable> {
    if has_race(choice) {
        return Err(NotRunnable::Race);
    }
    let team = Team::new(choice, options);
    let weak = team.batch.keys_of(&choice.test.classic.weak());
    std::thread::scope(|scope| {
        for worker in 0..team.size() {
            let team = &team;
            scope.spawn(move || {
                // SAFETY: there is no race; it was looked for.
                unsafe { team.work(worker) }
            });
        }
        let begun = Instant::now();
        // The first worker that ends has seen the end of the run; it wakes this thread.
        while !team.ended() {
            std::thread::park_timeout(WATCH);
            let counts = team.counts();
            let progress = Progress {
                rounds: team.rounds_done(),
                weak: weak.iter().map(|&key| counts[key]).sum(),
                elapsed: begun.elapsed(),
            };
            if watch(progress).is_break() {
                team.stop();
            }
        }
    });
    let rounds = team.rounds_done();
    let counts = team.counts();
    let seen = (0..counts.len()).filter(|&key| counts[key] > 0);
    Ok(Seen {
        rounds,
        counts: seen
            .map(|key| (team.batch.decode(key), counts[key]))
            .collect(),
        elapsed: Duration::from_nanos(team.nanoseconds.load(Acquire)),
        threads: team.size(),
        processors: team.processors,
        pinned: team.pinned.load(Relaxed),
        stopped: rounds < options.rounds,
    })
}

/// Runs the threads of a test one after the other, in this order, on the calling thread: the one outcome that this has.
/// It takes no luck, and shows that what is compiled is what is written.
///
/// # Panics
/// If `order` does not name each thread once.
pub fn in_turn(choice: &Choice, order: &[usize]) -> Outcome {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    assert!(
        sorted.into_iter().eq(0..choice.program.threads.len()),
        "each thread, once"
    );
    let batch = batch::Batch::new(choice);
    for &thread in order {
        // SAFETY: nothing else uses the batch.
        unsafe { batch.run(thread, 0..batch::SIZE) };
    }
    let mut found = None;
    batch.collect(0..batch::SIZE, |key| {
        assert!(
            found.is_none_or(|known| known == key),
            "the instances differ"
        );
        found = Some(key);
    });
    batch.decode(found.expect("a batch is not empty"))
}
