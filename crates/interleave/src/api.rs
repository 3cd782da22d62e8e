//! The checker as tests call it: [`check`], [`explore`], [`outcomes`] and [`Explorer`].

use crate::rt::explore::{self as search, Body, Config, Found};
use interleave_trace as trace;
pub use interleave_trace::FailureKind;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Explores every execution of the closure, and panics with the explanation of a failing one: [`Report::failure`] says which.
///
/// # Panics
/// When an execution fails: the message is the explanation. And when the executions or their steps were too many to look at
/// them all: then nothing failed, and nothing is proven.
#[track_caller]
pub fn check<F: Fn() + Send + Sync + 'static>(body: F) {
    Explorer::new().check(body);
}

/// Explores every execution of the closure and reports; never panics because of what it finds.
pub fn explore<F: Fn() + Send + Sync + 'static>(body: F) -> Report {
    Explorer::new().explore(body)
}

/// Every value that the closure can return, over all executions.
///
/// # Panics
/// When an execution fails, and when a bound was hit: the set would not be known to be complete.
#[track_caller]
pub fn outcomes<T: Ord + Send + 'static, F: Fn() -> T + Send + Sync + 'static>(
    body: F,
) -> BTreeSet<T> {
    Explorer::new().outcomes(body)
}

/// How to explore: bounds, seed, replay.
#[derive(Clone)]
pub struct Explorer {
    config: Config,
    replay: Option<String>,
    notes: Vec<(FailureKind, String)>,
}

impl Default for Explorer {
    fn default() -> Self {
        Self::new()
    }
}

impl Explorer {
    /// No preemption bound, two million executions, 5,000 steps each.
    #[must_use]
    pub fn new() -> Self {
        let config = Config {
            preemption_bound: None,
            max_executions: 2_000_000,
            max_steps: crate::rt::MAX_STEPS,
            seed: 0x5eed,
            replay: None,
            keep: 0,
            unique: false,
            all_threads_end: false,
            threads: 1,
        };
        Explorer {
            config,
            replay: None,
            notes: vec![],
        }
    }

    /// Only executions in which threads are interrupted at most `n` times while they could go on. The others are explored, too, and
    /// do not count: this narrows what is asked, and saves no time.
    #[must_use]
    pub fn preemption_bound(mut self, n: usize) -> Self {
        self.config.preemption_bound = Some(n);
        self
    }

    /// Stops the exhaustive search after `n` executions, and goes on by sampling.
    #[must_use]
    pub fn max_executions(mut self, n: u64) -> Self {
        self.config.max_executions = n;
        self
    }

    /// Explores on `n` OS threads; 0 is as many as there are cores. The verdict and, where nothing fails, the counts are
    /// those of one thread.
    #[must_use]
    pub fn threads(mut self, n: usize) -> Self {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.config.threads = if n == 0 { cores() } else { n };
        self
    }

    /// The most events that one execution may have.
    #[must_use]
    pub fn max_steps(mut self, n: usize) -> Self {
        self.config.max_steps = n;
        self
    }

    /// The seed of the sampling past a bound.
    #[must_use]
    pub fn seed(mut self, n: u64) -> Self {
        self.config.seed = n;
        self
    }

    /// When the closure returns, every thread that was started in it must have ended, and the closure must be able to know: it
    /// has joined them, or heard of it from who has. Otherwise the execution fails with [`FailureKind::Leak`]. (Without this,
    /// threads that are left are killed, as at the end of a program's `main`.)
    #[must_use]
    pub fn all_threads_end(mut self) -> Self {
        self.config.all_threads_end = true;
        self
    }

    /// Only the execution with this id, which a failure's explanation names.
    #[must_use]
    pub fn replay(mut self, id: &str) -> Self {
        self.replay = Some(id.to_owned());
        self
    }

    /// Words for a failure of this kind, in the terms of the exercise: they are added to its reason.
    #[must_use]
    pub fn on(mut self, kind: FailureKind, words: &str) -> Self {
        self.notes.push((kind, words.to_owned()));
        self
    }

    /// For the tests of the checker itself: panics when an execution graph comes up twice.
    #[doc(hidden)]
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.config.unique = true;
        self
    }

    /// As [`check`](crate::check). With a preemption bound it is content with what lies within that.
    ///
    /// # Panics
    /// When an execution fails; when there are more executions, or longer ones, than were to be explored.
    #[track_caller]
    pub fn check<F: Fn() + Send + Sync + 'static>(&self, body: F) {
        let report = self.explore(body);
        if let Some(failure) = report.failure() {
            panic!("{failure}");
        }
        let within = self.config.preemption_bound.map(preemption_limit);
        if let Verdict::Bounded { limit } = report.verdict()
            && Some(&limit) != within.as_ref()
        {
            panic!("{}", not_verified(&limit, report.executions()));
        }
    }

    /// As [`explore`](crate::explore).
    pub fn explore<T, F: Fn() -> T + Send + Sync + 'static>(&self, body: F) -> Report {
        self.run(Arc::new(move || drop(body())), 0).0
    }

    /// As [`outcomes`](crate::outcomes).
    ///
    /// # Panics
    /// When an execution fails, and when a bound was hit.
    #[track_caller]
    pub fn outcomes<T: Ord + Send + 'static, F: Fn() -> T + Send + Sync + 'static>(
        &self,
        body: F,
    ) -> BTreeSet<T> {
        let set = Arc::new(Mutex::new(BTreeSet::new()));
        let seen = Arc::clone(&set);
        let (report, _) = self.run(
            Arc::new(move || {
                let value = body();
                seen.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(value);
            }),
            0,
        );
        if let Some(failure) = report.failure() {
            panic!("{failure}");
        }
        if let Verdict::Bounded { limit } = report.verdict() {
            panic!("the set of outcomes may not be complete: {limit} was hit");
        }
        std::mem::take(&mut *set.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Explores, and keeps up to `most` complete executions step by step: the data of the book's steppers.
    pub fn record<T, F: Fn() -> T + Send + Sync + 'static>(
        &self,
        most: usize,
        body: F,
    ) -> trace::Exploration {
        let (report, kept) = self.run(Arc::new(move || drop(body())), most);
        trace::Exploration {
            version: trace::VERSION,
            complete: kept.len() as u64 == report.executions(),
            report: report.inner,
            executions: kept,
        }
    }

    fn run(&self, body: Body, keep: usize) -> (Report, Vec<trace::Execution>) {
        let mut config = Config {
            keep,
            ..self.config.clone()
        };
        let asked = self.replay.clone().or_else(|| {
            std::env::var("INTERLEAVE_REPLAY")
                .ok()
                .filter(|id| !id.is_empty())
        });
        if let Some(id) = &asked {
            match search::decode(id) {
                Some(script) => config.replay = Some(script),
                None => panic!(
                    "`{id}` is no replay id: copy it whole from the last line of a failure's explanation"
                ),
            }
        }
        let started = std::time::Instant::now();
        let found = search::explore(config, body);
        let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let Found {
            executions,
            blocked,
            runs,
            limit,
            mut failure,
            kept,
            ..
        } = found;
        if let Some(failure) = &mut failure {
            for (_, words) in self.notes.iter().filter(|(kind, _)| *kind == failure.kind) {
                if !failure.reason.is_empty() {
                    failure.reason.push(' ');
                }
                failure.reason.push_str(words);
            }
        }
        let verdict = match (&failure, limit) {
            (Some(_), _) => trace::Verdict::Failed,
            (None, Some(limit)) => trace::Verdict::Bounded { limit },
            (None, None) => trace::Verdict::Verified,
        };
        let test = std::thread::current().name().map(str::to_owned);
        let inner = trace::Report {
            version: trace::VERSION,
            test,
            verdict,
            executions,
            blocked,
            runs,
            micros,
            failure,
        };
        let failure = inner.failure.clone().map(Failure);
        let report = Report { inner, failure };
        crate::report::write(&report.inner);
        (report, kept)
    }
}

/// What an exploration found.
#[derive(Debug, Clone)]
pub struct Report {
    inner: trace::Report,
    failure: Option<Failure>,
}

impl Report {
    /// Complete executions explored.
    #[must_use]
    pub fn executions(&self) -> u64 {
        self.inner.executions
    }

    /// Executions given up because a thread could never continue in them.
    #[must_use]
    pub fn blocked(&self) -> u64 {
        self.inner.blocked
    }

    /// How often the program was started, whatever came of it.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.inner.runs
    }

    /// How long the exploration took. For information: no verdict depends on it.
    #[must_use]
    pub fn time(&self) -> std::time::Duration {
        std::time::Duration::from_micros(self.inner.micros)
    }

    /// The verdict. Verified is claimed only when nothing was left out.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.inner.verdict {
            trace::Verdict::Verified => Verdict::Verified {
                executions: self.inner.executions,
            },
            trace::Verdict::Bounded { limit } => Verdict::Bounded {
                limit: limit.clone(),
            },
            trace::Verdict::Failed => Verdict::Failed,
        }
    }

    /// The simplest of the failing executions that were compared: one that is an interleaving before one that needs a reordering,
    /// then the one with the fewest switches between threads.
    ///
    /// Compared are the first 64 that come up within 5,000 runs after the first (on each OS thread, when
    /// [several](Explorer::threads) explore). Among the others there may be a simpler one.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The report as versioned JSON (see `interleave_trace`).
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.inner).expect("plain data")
    }
}

/// How far an exploration got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every execution was explored, and none failed.
    Verified {
        /// How many there are.
        executions: u64,
    },
    /// None failed, but a limit was hit.
    Bounded {
        /// Which.
        limit: String,
    },
    /// An execution failed.
    Failed,
}

/// A failing execution. Its `Display` is the explanation.
#[derive(Debug, Clone)]
pub struct Failure(trace::Failure);

impl Failure {
    /// What kind of failure.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        self.0.kind
    }

    /// What happened, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The id that [`Explorer::replay`] takes.
    #[must_use]
    pub fn replay_id(&self) -> &str {
        &self.0.replay
    }

    /// The execution, step by step, as data.
    #[must_use]
    pub fn trace(&self) -> &trace::Failure {
        &self.0
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::report::render(&self.0, f)
    }
}

/// What a search says that was bounded on purpose.
pub(crate) fn preemption_limit(n: usize) -> String {
    format!("preemption_bound({n})")
}

/// What to do about a search that came to no end.
fn not_verified(limit: &str, executions: u64) -> String {
    let advice = if !limit.starts_with("max_executions") {
        "An execution did not come to its end: is there a loop that goes on for ever, or that asks again and again for what another \
         thread is to do, where it could wait (join, recv, a condition variable)?"
    } else {
        "There are too many executions: fewer threads, fewer steps or a lock instead of many atomics make fewer."
    };
    format!(
        "not verified: {limit} was hit after {executions} complete executions. None of them failed, but not all were explored. {advice}"
    )
}
