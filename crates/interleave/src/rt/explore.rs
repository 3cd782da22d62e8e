//! The search: one run for each graph on the stack, until the stack is empty or a bound is hit.

use super::explain;
use super::graph::Event;
use super::linear::{self, Linear, Script};
use super::reasons::Others;
use super::record::Recorder;
use super::run::{self, Chooser, End, Run, Spot};
use super::sample::{Random, Sampler};
use super::{CURRENT, Mode};
use interleave_trace::{Execution, Failure, FailureKind};
use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Once};

/// What the caller of the checker asked for.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) preemption_bound: Option<usize>,
    pub(crate) max_executions: u64,
    pub(crate) max_steps: usize,
    pub(crate) seed: u64,
    pub(crate) replay: Option<Script>,
    /// When the closure returns, every thread must have ended.
    pub(crate) all_threads_end: bool,
    /// OS threads that explore.
    pub(crate) threads: usize,
    /// Executions to keep in full, for the book's steppers.
    pub(crate) keep: usize,
    /// Keep the canonical form of every complete graph, and panic when one comes up twice.
    pub(crate) unique: bool,
}

/// Random executions that are tried when a bound is hit.
const SAMPLES: u64 = 2_000;
/// Steps that are spent on random executions, or on further ones after one was too long.
const LATE_STEPS: usize = 50_000;
/// Further runs that are spent on finding a simpler failure than the first.
const SIMPLER: u64 = 5_000;
/// Failing executions that are looked at for being simpler, and variants of the simplest that are tried for its reason.
const CANDIDATES: usize = 64;

/// What a search found.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) executions: u64,
    pub(crate) blocked: u64,
    pub(crate) runs: u64,
    pub(crate) limit: Option<String>,
    /// Failures had been found, and further executions were not looked at.
    pub(crate) cut_short: bool,
    /// Failing executions that ended before every other thread had.
    pub(crate) open_failures: u64,
    pub(crate) failure: Option<Failure>,
    pub(crate) kept: Vec<Execution>,
}

/// The script that a replay id stands for.
pub(crate) use super::linear::decode;

/// The closure under check. Called once per run, on a coroutine.
pub(crate) type Body = Arc<dyn Fn() + Send + Sync>;

pub(super) struct Candidate {
    pub(super) linear: Linear,
    kind: FailureKind,
    message: String,
    at: Option<Spot>,
}

pub(super) struct Search {
    pub(super) run: Box<Run>,
    pub(super) body: Body,
    pub(super) config: Config,
    pub(super) found: Found,
    pub(super) best: Option<Candidate>,
    failures: usize,
    /// Runs since the first failure.
    after_failure: u64,
    /// Steps since an execution was too long.
    late: usize,
    seen: HashSet<Vec<u32>>,
}

pub(crate) fn explore(config: Config, body: Body) -> Found {
    assert!(
        super::mode() == Mode::Native,
        "a check inside a check: the inner closure is explored with the outer one already, so call it directly"
    );
    install_hook();
    let search = move || {
        let mut search = Search::new(config, body);
        match search.config.replay.clone() {
            Some(script) => search.replay(script),
            None => search.all(),
        }
        search.conclude()
    };
    // A coroutine that is given up while it panics leaves std's count of panics as it is, and the count belongs to the OS thread: so
    // the search has one of its own.
    let result = std::thread::scope(|scope| scope.spawn(search).join());
    result.unwrap_or_else(|payload| std::panic::resume_unwind(payload))
}

impl Candidate {
    /// Simpler comes first: an interleaving before one that only weak memory has, fewer switches, fewer steps; then any fixed order.
    pub(super) fn size(&self) -> (bool, usize, usize, &Script) {
        (
            self.linear.weak,
            self.linear.cost,
            self.linear.script.len(),
            &self.linear.script,
        )
    }
}

impl Search {
    pub(super) fn new(config: Config, body: Body) -> Search {
        let mut run = Box::new(Run::new());
        run.max_steps = config.max_steps;
        Search {
            run,
            body,
            config,
            found: Found::default(),
            best: None,
            failures: 0,
            after_failure: 0,
            late: 0,
            seen: HashSet::new(),
        }
    }

    /// One run. The end says what became of it.
    fn once(&mut self, events: Vec<Event>, chooser: Chooser) -> End {
        let run: *mut Run = &mut *self.run;
        let body = Arc::clone(&self.body);
        let all_end = self.config.all_threads_end;
        // SAFETY: the run is boxed and outlives the call; references to it end before `drive` switches.
        unsafe {
            (&mut *run).start_from(events, chooser);
            (&mut *run).add_thread(0, None, Box::new(move || main_thread(&*body, all_end)));
            CURRENT.set(run);
            super::drive::drive(run);
            CURRENT.set(std::ptr::null_mut());
            (&mut *run).end.take().expect("a run ends for a reason")
        }
    }

    fn all(&mut self) {
        let mut stack: Vec<Vec<Event>> = vec![vec![]];
        while let Some(events) = stack.pop() {
            if !self.step(events) {
                self.found.cut_short = true;
                break;
            }
            stack.append(&mut self.run.pushed);
            if self.found.runs >= self.config.max_executions && !stack.is_empty() {
                self.exhausted();
                break;
            }
            if self.config.threads > 1 && stack.len() >= 2 * self.config.threads {
                super::parallel::all(self, stack);
                break;
            }
        }
        if let Some(n) = self.config.preemption_bound {
            self.found
                .limit
                .get_or_insert_with(|| crate::api::preemption_limit(n));
        } else if self.found.limit.is_some() && self.best.is_none() {
            self.sample();
        }
    }

    pub(super) fn exhausted(&mut self) {
        let limit = format!("max_executions({})", self.config.max_executions);
        self.found.limit.get_or_insert(limit);
    }

    /// Explores one graph. False: enough has been seen.
    pub(super) fn step(&mut self, events: Vec<Event>) -> bool {
        let end = self.once(events, Chooser::Explore);
        self.found.runs += 1;
        let beyond = |run: &Run| {
            let bound = self.config.preemption_bound;
            bound.is_some_and(|n| linear::preemptions(&run.events) > n)
        };
        match end {
            End::Complete if beyond(&self.run) => {}
            End::Complete => {
                self.found.executions += 1;
                if self.config.unique {
                    let graph = linear::canonical(&self.run.events);
                    assert!(self.seen.insert(graph), "an execution graph came up twice");
                }
                self.keep();
            }
            End::Pruned => self.found.blocked += 1,
            End::Limit(limit) => {
                self.found.limit.get_or_insert(limit);
            }
            End::Failed { kind, message, at } => {
                if kind == FailureKind::Misuse || !beyond(&self.run) {
                    self.failed(kind, message, at);
                }
                if kind == FailureKind::Misuse {
                    return false;
                }
            }
        }
        self.after_failure += u64::from(self.best.is_some());
        if self.found.limit.is_some() {
            self.late += self.run.events.len() + self.run.no_steps;
        }
        self.after_failure <= SIMPLER && self.late <= LATE_STEPS
    }

    /// Beyond the bounds: random executions.
    fn sample(&mut self) {
        let mut random = Random::new(self.config.seed);
        let length = self.run.events.len().max(8);
        let mut steps = 0;
        for n in 0..SAMPLES {
            if self.best.is_some() || steps > LATE_STEPS {
                return;
            }
            let seed = random.next();
            let sampler = if n % 2 == 0 {
                Sampler::uniform(seed)
            } else {
                Sampler::pct(seed, length, 3)
            };
            let end = self.once(vec![], Chooser::Sample(Box::new(sampler)));
            self.found.runs += 1;
            steps += self.run.events.len() + self.run.no_steps;
            // A choice at random is not looked at for what it does to the order of the SeqCst operations.
            if let End::Failed { kind, message, at } = end
                && self.run.whole_graph_consistent()
            {
                self.failed(kind, message, at);
            }
        }
    }

    fn failed(&mut self, kind: FailureKind, message: String, at: Option<Spot>) {
        self.failures += 1;
        let mut others = self.run.threads.iter().skip(1);
        self.found.open_failures += u64::from(others.any(|th| th.exists && !th.finished));
        if self.failures > CANDIDATES {
            return;
        }
        let Some(linear) = linear::linearize(&self.run.events) else {
            return;
        };
        self.offer(Candidate {
            linear,
            kind,
            message,
            at,
        });
    }

    /// Keeps the simplest failure.
    pub(super) fn offer(&mut self, new: Candidate) {
        if self.best.as_ref().is_none_or(|b| new.size() < b.size()) {
            self.best = Some(new);
        }
    }

    fn keep(&mut self) {
        if self.found.kept.len() >= self.config.keep {
            return;
        }
        if let Some(linear) = linear::linearize(&self.run.events) {
            let events = std::mem::take(&mut self.run.events);
            if let End::Complete = self.record(linear.script) {
                self.found.kept.push(explain::execution(&mut self.run));
            }
            self.run.recorder = None;
            drop(events);
        }
    }

    /// Runs the script with a recorder.
    fn record(&mut self, script: Script) -> End {
        self.run.recorder = Some(Recorder::default());
        let end = self.once(
            vec![],
            Chooser::Script {
                steps: script,
                at: 0,
            },
        );
        self.run.record_waits();
        end
    }

    fn replay(&mut self, script: Script) {
        let mut end = self.record(script.clone());
        let mut others = Others::Unknown;
        if let End::Failed { kind, at, .. } = &end {
            others = self.others(&script, *kind, at.as_ref());
            end = self.record(script.clone());
        }
        self.found.runs = 1;
        match end {
            End::Complete => self.found.executions = 1,
            End::Pruned => self.found.blocked = 1,
            End::Limit(limit) => self.found.limit = Some(limit),
            End::Failed { kind, message, at } => {
                let id = linear::encode(&script);
                let message = if message == run::DIVERGED {
                    format!(
                        "the replay id `{id}` is not of this program, or not of the program as it is now: run the check again without \
                         it, and it names a new one"
                    )
                } else {
                    message
                };
                self.found.failure = Some(explain::failure(
                    &mut self.run,
                    kind,
                    message,
                    at,
                    id,
                    others,
                ));
            }
        }
        self.found
            .limit
            .get_or_insert("replay of one execution".into());
    }

    /// What is known of the executions beside the one of this script, which fails there.
    fn others(&mut self, script: &Script, kind: FailureKind, at: Option<&Spot>) -> Others {
        if kind != FailureKind::Panic {
            return Others::Unknown;
        }
        // An execution that fails is not followed further, so as long as another thread could go on in it, there may be some
        // that nobody has seen.
        let all_fail = !self.found.cut_short
            && self.found.limit.is_none()
            && self.found.executions == 0
            && self.config.replay.is_none();
        if all_fail && self.found.open_failures == 0 {
            return Others::Fail;
        }
        // The same again, but before the main thread's last step every other thread does all that it can; then before its
        // last but one, and so on: the look that decided may have been earlier. It ends where the others need such a step.
        let mut steps = script.clone();
        let mut others = Others::Unknown;
        for _ in 0..CANDIDATES {
            let Some(last) = steps.iter().rposition(|(t, _)| *t == 0) else {
                break;
            };
            steps.remove(last);
            let steps = steps.clone();
            match self.once(vec![], Chooser::Script { steps, at: 0 }) {
                End::Failed { kind: k, at: a, .. } if k == kind && a.as_ref() == at => {
                    others = if all_fail {
                        Others::FailAsTried
                    } else {
                        Others::FailWhenDone
                    };
                }
                End::Failed {
                    kind: FailureKind::Misuse,
                    ..
                } => break,
                _ => return Others::PassWhenDone,
            }
        }
        others
    }

    fn conclude(mut self) -> Found {
        if let Some(best) = self.best.take() {
            let id = linear::encode(&best.linear.script);
            let others = self.others(&best.linear.script, best.kind, best.at.as_ref());
            let end = self.record(best.linear.script);
            let (kind, message, at) = match end {
                End::Failed { kind, message, at } if kind == best.kind => (kind, message, at),
                // The program is not deterministic; what was seen is still a failure.
                _ => (best.kind, best.message, best.at),
            };
            self.found.failure = Some(explain::failure(
                &mut self.run,
                kind,
                message,
                at,
                id,
                others,
            ));
        }
        self.found
    }
}

/// The body of thread 0: the closure under check. Its panic is the execution's failure.
fn main_thread(body: &dyn Fn(), all_end: bool) {
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| {
        body();
        crate::mirror::end_of_thread();
        if all_end {
            super::all_must_have_ended();
        }
    }));
    if let Err(payload) = result {
        drop(super::caught(payload));
        // SAFETY: as in `super::visible`.
        unsafe {
            let run = super::run();
            (&mut *run).main_panicked();
            loop {
                super::suspend(run);
            }
        }
    }
}

/// What std says before it aborts the process, when a panic leaves a destructor that runs because of another, or a function that must
/// not unwind.
const ABORTS: [&str; 2] = [
    "panic in a destructor during cleanup",
    "panic in a function that cannot unwind",
];

/// Panics of modelled threads are noted, not printed: only those of the execution that is shown are of interest.
fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let outer = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if super::mode() == Mode::Native {
                return outer(info);
            }
            let message = info.payload_as_str();
            // Std aborts next; `abort` below has the last word.
            if super::mode() == Mode::Teardown || message.is_some_and(|m| ABORTS.contains(&m)) {
                return;
            }
            let message = message.unwrap_or("a value that is no text").to_owned();
            let spot = info.location().map(|l| Spot {
                file: l.file().into(),
                line: l.line(),
                column: l.column(),
            });
            // SAFETY: as in `super::visible`.
            unsafe { (&mut *super::run()).panics(message, spot) };
        }));
    });
}
