//! Proof that the workers of a rayon pool are in the learner's operation at the same time.
//!
//! The check hands the learner's function an operation that calls [`Meeting::meet`], which returns
//! only when every worker has called it. Fewer workers cannot pass, however the machine schedules
//! them.
//!
//! A function that uses too few workers would wait for ever, and that has to become a verdict. It
//! needs no clock: while some workers wait in the meeting, the others are offered *probes*, jobs
//! put into the pool from outside. A rayon worker takes such a job only when its own queue is empty
//! and there is nothing to steal (`find_work` in rayon-core's `registry.rs`). A worker that has
//! left one probe and begun another has therefore looked for work after the last arrival, and found
//! none. When every worker outside the meeting sits in such a second probe, nobody is left who
//! could still arrive.
//!
//! One case is out of a probe's reach: a worker that has work and is kept from it, by a lock around
//! the operation for instance. It is waited for with [`patience`](crate::patience), and then the report says where everybody
//! is.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::patience;

/// Why the workers did not meet. The texts are for the learner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAtOnce {
    /// Some workers were in the operation, and the others had nothing to do.
    #[error(
        "only {} of {} workers were in the operation at the same time: {} waited there, and {} \
         found nothing to do. The work was not split into enough parts that can be done at the \
         same time",
        inside.len(), inside.len() + idle.len(), names(inside), names(idle)
    )]
    TooFew {
        /// The workers in the operation, by their number in the pool.
        inside: Vec<usize>,
        /// The workers without work.
        idle: Vec<usize>,
    },
    /// A worker has work, and does not get to the operation.
    #[error(
        "{} waited in the operation for the others, but {} did not get there: something kept \
         them out. Is a lock held while the operation is called?",
        names(inside),
        names(kept_out)
    )]
    KeptOut {
        /// The workers in the operation, by their number in the pool.
        inside: Vec<usize>,
        /// The workers that neither are in the operation nor look for work.
        kept_out: Vec<usize>,
    },
    /// The operation was called on a thread that does not belong to the pool.
    #[error(
        "the operation was called on {thread}, which is not a worker of the pool in which your \
         function was called: start no threads and no pool of your own, and leave it to rayon \
         who does what"
    )]
    Outside {
        /// The thread, in words.
        thread: String,
    },
    /// The function returned, and the operation had not been called.
    #[error("the function returned and had not called the operation even once")]
    NeverCalled,
}

/// Numbers of workers as words: "worker 0", "workers 1 and 2".
fn names(workers: &[usize]) -> String {
    match workers {
        [one] => format!("worker {one}"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(ToString::to_string).collect();
            format!("workers {} and {last}", first.join(", "))
        }
        [] => "nobody".to_string(),
    }
}

/// Calls `body` in a new pool of `workers` threads, and proves that all of them are in the
/// operation at once.
///
/// `body` passes an operation that calls [`Meeting::meet`] to the function under test. What `body`
/// returns is returned when the workers met.
///
/// # Errors
/// Says why the workers did not meet. The function under test is never left hanging by this: as
/// soon as the meeting has failed, `meet` lets everybody pass.
///
/// # Panics
/// When `body` panics, and when the system refuses the threads of the pool.
pub fn at_once<R: Send>(
    workers: usize,
    body: impl FnOnce(&Meeting) -> R + Send,
) -> Result<R, NotAtOnce> {
    let meeting = Meeting(Arc::new(Shared {
        state: Mutex::new(State {
            workers: HashMap::new(),
            places: vec![Place::Elsewhere; workers],
            round: 0,
            end: None,
        }),
        changed: Condvar::new(),
    }));
    let shared = &*meeting.0;
    let pool = ThreadPoolBuilder::new()
        .num_threads(workers)
        .start_handler({
            let shared = Arc::clone(&meeting.0);
            move |index| {
                shared.lock().workers.insert(thread::current().id(), index);
            }
        })
        .build()
        .expect("the system starts the pool's threads");

    let result = thread::scope(|scope| {
        scope.spawn(|| watch(&meeting, &pool));
        // Also when `body` panics, the watcher has to go home.
        let _over = Over(shared);
        pool.install(|| body(&meeting))
    });
    match shared.lock().end.take() {
        Some(End::Met) => Ok(result),
        Some(End::Failed(why)) => Err(why),
        None | Some(End::Returned) => Err(NotAtOnce::NeverCalled),
    }
}

/// Where all workers of the pool meet once. See [`at_once`].
#[derive(Debug)]
pub struct Meeting(Arc<Shared>);

impl Meeting {
    /// Waits until every worker of the pool has called this. Later calls return at once.
    pub fn meet(&self) {
        let mut state = self.0.lock();
        if state.end.is_some() {
            return;
        }
        let me = thread::current();
        let Some(&worker) = state.workers.get(&me.id()) else {
            let thread = match me.name() {
                Some(name) => format!("thread `{name}`"),
                None => "an unnamed thread".to_string(),
            };
            return self
                .0
                .finish(state, End::Failed(NotAtOnce::Outside { thread }));
        };
        state.places[worker] = Place::Inside;
        if state.places.iter().all(|place| *place == Place::Inside) {
            return self.0.finish(state, End::Met);
        }
        self.0.changed.notify_all();
        while state.end.is_none() {
            state = self.0.wait(state);
        }
    }
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Notified at every change of the state.
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    /// The pool's threads and their numbers.
    workers: HashMap<ThreadId, usize>,
    /// Where each worker is, as far as is known.
    places: Vec<Place>,
    /// Probes of an earlier round return at once.
    round: u64,
    /// Set once, at the end of the meeting.
    end: Option<End>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At work, or asleep, or on the way.
    Elsewhere,
    /// Waits in the operation.
    Inside,
    /// Sits in a probe of this round.
    Idle(u64),
}

#[derive(Debug)]
enum End {
    Met,
    Failed(NotAtOnce),
    /// The function under test has returned, or panicked.
    Returned,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the meeting, unless it has ended already, and lets everybody pass.
    fn finish(&self, mut state: MutexGuard<'_, State>, end: End) {
        state.end.get_or_insert(end);
        self.changed.notify_all();
    }

    /// One probe: the worker that runs it has nothing else to do, and stays until the round is
    /// over.
    fn probe(&self, round: u64) {
        let mut state = self.lock();
        let worker = state.workers[&thread::current().id()];
        if state.round != round || state.end.is_some() {
            return;
        }
        state.places[worker] = Place::Idle(round);
        self.changed.notify_all();
        while state.round == round && state.end.is_none() {
            state = self.wait(state);
        }
        state.places[worker] = Place::Elsewhere;
    }
}

impl State {
    fn count(&self, place: Place) -> usize {
        self.places.iter().filter(|it| **it == place).count()
    }

    fn all(&self, is: impl Fn(Place) -> bool) -> Vec<usize> {
        (0..self.places.len())
            .filter(|worker| is(self.places[*worker]))
            .collect()
    }
}

/// Ends the meeting when the function under test has returned or panicked.
struct Over<'a>(&'a Shared);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.finish(self.0.lock(), End::Returned);
    }
}

/// Watches the meeting until it ends, and ends it when nobody can arrive any more.
fn watch(meeting: &Meeting, pool: &ThreadPool) {
    let shared = &*meeting.0;
    let mut state = shared.lock();
    'arrivals: while state.end.is_none() {
        let inside = state.count(Place::Inside);
        if inside == 0 {
            state = shared.wait(state);
            continue;
        }
        // Twice: only the second probe comes after a search that began when `inside` were inside
        // already.
        for _ in 0..2 {
            let idle = state.places.len() - inside;
            state.round += 1;
            let round = state.round;
            for _ in 0..idle {
                let shared = Arc::clone(&meeting.0);
                pool.spawn(move || shared.probe(round));
            }
            // Ends the probes of the last round.
            shared.changed.notify_all();

            state = patience::wait_while(&shared.changed, state, |state| {
                state.end.is_none()
                    && state.count(Place::Inside) == inside
                    && state.count(Place::Idle(round)) < idle
            });
            if state.end.is_some() || state.count(Place::Inside) != inside {
                continue 'arrivals;
            }
            if state.count(Place::Idle(round)) < idle {
                let why = NotAtOnce::KeptOut {
                    inside: state.all(|place| place == Place::Inside),
                    kept_out: state
                        .all(|place| place != Place::Inside && place != Place::Idle(round)),
                };
                return shared.finish(state, End::Failed(why));
            }
        }
        let why = NotAtOnce::TooFew {
            inside: state.all(|place| place == Place::Inside),
            idle: state.all(|place| place != Place::Inside),
        };
        return shared.finish(state, End::Failed(why));
    }
}
