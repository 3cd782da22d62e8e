//! What `find_job`, `Here::spawn` and `run` must do.
//!
//! `find_job` is called alone, with queues that the check has filled. What the pool does is proven by
//! jobs that wait for each other: a job that spawns another and waits until that one has begun can
//! only go on if another worker has taken it out of the busy worker's queue. A wait that nobody ends
//! is given up after [`PATIENCE`], and reported; a right pool never depends on that.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crossbeam::deque::{Injector, Stealer, Worker};

use crate::subject::{Here, Job, find_job, run};

/// How long a job waits for another one that a right pool would be running.
const PATIENCE: Duration = Duration::from_secs(3);

fn job(body: impl FnOnce(&Here<'_>) + Send + 'static) -> Job {
    Box::new(body)
}

/// What the jobs of a check have to say. It is read when `run` has returned.
struct Notes<T>(Arc<Mutex<Vec<T>>>);

impl<T> Notes<T> {
    fn new() -> Self {
        Notes(Arc::default())
    }

    fn note(&self, what: T) {
        self.0.lock().unwrap().push(what);
    }

    fn read(&self) -> Vec<T> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<T> Clone for Notes<T> {
    fn clone(&self) -> Self {
        Notes(Arc::clone(&self.0))
    }
}

/// Runs the pool on a thread of its own, so that one that never ends can be reported.
#[track_caller]
fn run_to_the_end(workers: usize, jobs: Vec<Job>, situation: &str) {
    let (ended, end) = mpsc::channel();
    thread::spawn(move || {
        run(workers, jobs);
        let _ = ended.send(());
    });
    // The jobs of the checks give up after `PATIENCE`, several in a row; this comes long after them.
    match end.recv_timeout(PATIENCE * 20) {
        Ok(()) => {}
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            panic!("{situation}, `run` must return, and it panicked")
        }
        Err(mpsc::RecvTimeoutError::Timeout) => panic!(
            "{situation}, `run` must return, and it does not. Is there a worker that never learns that \
             all is done, or a job that is counted and never run?"
        ),
    }
}

fn filled<T>(jobs: impl IntoIterator<Item = T>) -> Worker<T> {
    let queue = Worker::new_lifo();
    for job in jobs {
        queue.push(job);
    }
    queue
}

fn injector<T>(jobs: impl IntoIterator<Item = T>) -> Injector<T> {
    let queue = Injector::new();
    for job in jobs {
        queue.push(job);
    }
    queue
}

#[test]
fn a_worker_looks_at_home_first_then_outside_then_at_the_others() {
    let other = filled(["stolen"]);
    let others = [other.stealer()];
    let global = injector(["injected"]);
    let local = filled(["own"]);

    let mut found = Vec::new();
    while let Some(job) = find_job(&local, &global, &others) {
        found.push(job);
        if found.len() > 3 {
            break;
        }
    }
    assert_eq!(
        found,
        ["own", "injected", "stolen"],
        "one job in the worker's own queue, one in the injector, and one in another's queue: `find_job`, \
         called until it returns `None`, must find them in this order"
    );
}

#[test]
fn no_queue_of_another_worker_is_left_out() {
    for place in 0..3 {
        let queues: Vec<Worker<u32>> = (0..3)
            .map(|queue| filled((queue == place).then_some(7)))
            .collect();
        let others: Vec<Stealer<u32>> = queues.iter().map(Worker::stealer).collect();
        let found = find_job(&filled([]), &injector([]), &others);
        assert_eq!(
            found,
            Some(7),
            "there is one job, in the queue of `others[{place}]` of 3: `find_job` must look into \
             all of them before it says that there is none"
        );
    }
    let none: Option<u32> = find_job(&filled([]), &injector([]), &[filled([]).stealer()]);
    assert_eq!(none, None, "there is no job anywhere");
}

#[test]
fn no_job_is_lost_on_the_way_to_a_worker() {
    let local = filled(0..10);
    let global = injector(10..110);
    let other = filled(110..200);
    let mut found = BTreeMap::new();
    while let Some(job) = find_job(&local, &global, &[other.stealer()]) {
        *found.entry(job).or_insert(0) += 1;
        assert!(found[&job] == 1, "`find_job` returned job {job} twice");
    }
    let lost: Vec<u32> = (0..200).filter(|job| !found.contains_key(job)).collect();
    assert!(
        lost.is_empty(),
        "of 200 jobs in three queues, `find_job` lost {}, among them {:?}: a batch that is moved must \
         arrive somewhere",
        lost.len(),
        &lost[..lost.len().min(5)]
    );
}

#[test]
fn each_job_runs_once_and_run_waits_for_all() {
    // Each job spawns two more, ten deep: 2047 of them for each of the first.
    const DEEP: u32 = 10;
    const FIRST: usize = 5;
    fn grow(depth: u32, name: usize, ran: Arc<Vec<AtomicUsize>>) -> Job {
        job(move |here| {
            if depth < DEEP {
                for child in [2 * name + 1, 2 * name + 2] {
                    here.spawn(grow(depth + 1, child, Arc::clone(&ran)));
                }
            }
            ran[name].fetch_add(1, Ordering::Relaxed);
        })
    }
    let trees: Vec<Arc<Vec<AtomicUsize>>> = (0..FIRST)
        .map(|_| Arc::new((0..2047).map(|_| AtomicUsize::new(0)).collect()))
        .collect();
    let jobs = trees
        .iter()
        .map(|tree| grow(0, 0, Arc::clone(tree)))
        .collect();
    run_to_the_end(4, jobs, "When each of 5 jobs spawns two more, ten deep");
    let counts = || {
        trees
            .iter()
            .flat_map(|tree| tree.iter().map(|ran| ran.load(Ordering::Relaxed)))
    };
    let (missing, twice) = (
        counts().filter(|&ran| ran == 0).count(),
        counts().filter(|&ran| ran > 1).count(),
    );
    assert!(
        missing == 0 && twice == 0,
        "of {} jobs, {missing} had not run when `run` returned, and {twice} ran more than once",
        trees.len() * 2047
    );
}

#[test]
fn nothing_to_do_is_soon_done() {
    run_to_the_end(3, Vec::new(), "When there are no jobs");
    let ran = Notes::new();
    let jobs = vec![job({
        let ran = ran.clone();
        move |_| ran.note(())
    })];
    run_to_the_end(4, jobs, "When there are more workers than jobs");
    assert_eq!(ran.read().len(), 1, "one job for four workers runs once");
}

#[test]
fn there_are_as_many_threads_as_workers() {
    for workers in [1, 3] {
        // So many jobs wait for each other: only as many workers can do that.
        let threads = Notes::new();
        let here = Arc::new((Mutex::new(0), std::sync::Condvar::new()));
        let jobs = (0..workers)
            .map(|_| {
                let (threads, here) = (threads.clone(), Arc::clone(&here));
                job(move |_| {
                    let (count, changed) = &*here;
                    let mut count = count.lock().unwrap();
                    *count += 1;
                    changed.notify_all();
                    let (count, _) = changed
                        .wait_timeout_while(count, PATIENCE, |count| *count < workers)
                        .unwrap();
                    threads.note((thread::current().id(), *count));
                })
            })
            .chain((0..100).map(|_| {
                let threads = threads.clone();
                job(move |_| threads.note((thread::current().id(), workers)))
            }))
            .collect();
        run_to_the_end(
            workers,
            jobs,
            &format!("When {workers} jobs wait for each other"),
        );
        let notes = threads.read();
        let most = notes.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let alone = notes.iter().any(|(_, count)| *count < workers);
        assert!(
            !alone && most >= workers,
            "{workers} jobs waited until all of them had begun, and some waited in vain: the pool must \
             have {workers} workers that do jobs at the same time"
        );
        let threads: HashSet<ThreadId> = notes.iter().map(|(thread, _)| *thread).collect();
        assert!(
            threads.len() <= workers,
            "{} jobs ran on {} threads, and there are to be {workers} workers: a worker is a \
             thread that does many jobs",
            100 + workers,
            threads.len()
        );
    }
}

/// Spawns a job, and waits until it has begun. Says on which thread it ran; `None` if nobody took it.
fn spawn_and_wait(here: &Here<'_>) -> Option<ThreadId> {
    let (begun, begins) = mpsc::channel();
    here.spawn(job(move |_| {
        // Nobody listens any more when patience was at an end.
        let _ = begun.send(thread::current().id());
    }));
    begins.recv_timeout(PATIENCE).ok()
}

#[test]
fn a_worker_with_nothing_to_do_steals_from_a_busy_one() {
    let notes = Notes::new();
    // Two jobs that wait for each other: after that, both workers are known to be up.
    let (hello, helloed) = mpsc::channel::<()>();
    let busy = job({
        let notes = notes.clone();
        move |here| {
            let up = helloed.recv_timeout(PATIENCE).is_ok();
            notes.note((up, thread::current().id(), spawn_and_wait(here)));
        }
    });
    let other = job(move |_| {
        let _ = hello.send(());
    });
    run_to_the_end(2, vec![busy, other], "When one of two workers is busy");
    let notes = notes.read();
    let [(up, busy, thief)] = notes[..] else {
        panic!(
            "the busy job must have run once when `run` returns, and it ran {} times",
            notes.len()
        )
    };
    assert!(
        up,
        "one job waits for another one that was there from the beginning, and it was not run: \
         two workers must be able to run them at the same time"
    );
    let Some(thief) = thief else {
        panic!(
            "a worker was busy with a job, and a job that it had spawned waited in its queue; there was \
             another worker with nothing to do, and nobody took the job out of the busy \
             worker's queue: does a worker look into the queues of the others, and is it still there?"
        )
    };
    assert!(
        thief != busy,
        "a job ran in the middle of another one, on the same thread"
    );
}

#[test]
fn nobody_goes_home_while_a_job_is_running() {
    const ROUNDS: usize = 500;
    let notes = Notes::new();
    let busy = job({
        let notes = notes.clone();
        move |here| {
            // Whoever has done the stolen job finds all queues empty, and has time to draw its
            // conclusions. That happens again and again.
            let took = |round: &usize| {
                (0..round % 4).for_each(|_| thread::yield_now());
                spawn_and_wait(here).is_some()
            };
            let rounds = (0..ROUNDS).take_while(took).count();
            notes.note(rounds);
        }
    });
    run_to_the_end(
        2,
        vec![busy],
        &format!("When a job spawns another one {ROUNDS} times"),
    );
    let rounds = notes.read().first().copied().unwrap_or(0);
    assert!(
        rounds == ROUNDS,
        "a job was running, and spawned another one {ROUNDS} times, each time when all queues had been \
         empty. {} Empty queues do not mean that all is done: a job that is running \
         may spawn more",
        match rounds {
            0 => "Nobody took even the first one.".to_string(),
            _ => format!(
                "The other worker took the first {rounds}, and then it was gone: it had gone home."
            ),
        }
    );
}

#[test]
fn a_worker_does_its_own_newest_job_first() {
    let order = Notes::new();
    let jobs = vec![job({
        let order = order.clone();
        move |here| {
            for name in ["first", "second", "third"] {
                let order = order.clone();
                here.spawn(job(move |_| order.note(name)));
            }
        }
    })];
    run_to_the_end(1, jobs, "When a job spawns three others on the only worker");
    assert_eq!(
        order.read(),
        ["third", "second", "first"],
        "the jobs that were spawned on the only worker must run newest first. Are they in its own queue, \
         and is it a last-in, first-out one?"
    );
}

#[test]
fn a_thief_takes_the_oldest_job() {
    let order = Notes::new();
    let busy = job({
        let order = order.clone();
        move |here| {
            let (done, all_done) = mpsc::channel();
            for name in 0..3 {
                let (order, done) = (order.clone(), done.clone());
                here.spawn(job(move |_| {
                    order.note(name);
                    let _ = done.send(());
                }));
            }
            // All three have to be done by the other worker, so they are stolen. It may take the first
            // before the second is there; that is the oldest, too.
            for _ in 0..3 {
                if all_done.recv_timeout(PATIENCE).is_err() {
                    break;
                }
            }
        }
    });
    run_to_the_end(
        2,
        vec![busy],
        "When a busy worker has three jobs in its queue",
    );
    let order = order.read();
    assert_eq!(
        BTreeSet::from_iter(&order),
        BTreeSet::from([&0, &1, &2]),
        "three jobs in a busy worker's queue must have run when `run` returns"
    );
    // A thief that moves a batch may begin with the newer one of two.
    let place = |name| order.iter().position(|done| *done == name);
    assert!(
        place(0) < place(2),
        "jobs 0, 1 and 2 were in a busy worker's queue, in this order, and were done in the order {order:?}: \
         a thief takes the oldest first. (Or did nobody come, and the owner did them all in the end?)"
    );
}
