//! What `find_job`, `Here::spawn` and `run` must do, in every execution.
//!
//! `find_job` is called with queues that the check has filled. Of the pool, every way is explored in which two workers can come
//! in between each other. That somebody steals is proven by jobs that wait for each other: a job that spawns another one
//! and waits until that one has begun can only go on if another worker has taken it out of the busy worker's queue.

use crate::subject::{Here, Job, find_job, run};
use std as interleave;
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread;

use crossbeam::deque::{Injector, Stealer, Worker};
use interleave::{Explorer, FailureKind};

/// The most steps of one execution. A pool has far fewer, unless a worker's search never ends.
const STEPS: usize = 500;

/// Explores, and says what it probably means when nobody can go on. (Whether it is a deadlock or a livelock depends on how an idle
/// worker waits.)
fn explorer(words: &str) -> Explorer {
    Explorer::new()
        .max_steps(STEPS)
        .on(FailureKind::Deadlock, words)
        .on(FailureKind::Livelock, words)
}

/// Explores situations in which no job waits for another one.
fn nobody_waits() -> Explorer {
    explorer(
        "No job of this test waits for another one, and `run` must return when all have run. Is there a worker that never learns \
         that all is done, or a job that is counted and never run?",
    )
}

fn job(body: impl FnOnce(&Here<'_>) + Send + 'static) -> Job {
    Box::new(body)
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
    nobody_waits().check(|| {
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
    });
}

#[test]
fn no_queue_of_another_worker_is_left_out() {
    nobody_waits().check(|| {
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
    });
}

#[test]
fn no_job_is_lost_on_the_way_to_a_worker() {
    Explorer::new().check(|| {
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
    });
}

/// Two jobs are in a queue, and while a worker searches, a thief takes one of them.
fn disturbed(global: fn() -> Injector<u32>, other: fn() -> Worker<u32>) {
    nobody_waits().check(move || {
        let (global, other) = (Arc::new(global()), other());
        let thief = thread::spawn({
            let (global, other) = (Arc::clone(&global), other.stealer());
            move || global.steal().or_else(|| other.steal()).success()
        });
        let found = find_job(&filled([]), &global, &[other.stealer()]);
        let stolen = thief.join().unwrap();
        assert!(
            found.is_some(),
            "there were two jobs in one queue, and somebody else took one of them (got: {stolen:?}) while `find_job` was searching. It \
             found none. `Retry` says that somebody came in between, and not that the queue is empty"
        );
    });
}

#[test]
fn a_search_that_was_disturbed_goes_on() {
    disturbed(|| injector(1..=2), || filled([]));
    disturbed(|| injector([]), || filled(1..=2));
}

/// Numbers for jobs, and how often each has run.
#[derive(Clone)]
struct Ran(Arc<[AtomicUsize]>);

impl Ran {
    fn new(jobs: usize) -> Self {
        Ran((0..jobs).map(|_| AtomicUsize::new(0)).collect())
    }

    fn run(&self, job: usize) {
        // ORDERING: only the number matters.
        self.0[job].fetch_add(1, Ordering::Relaxed);
    }

    #[track_caller]
    fn each_once(&self) {
        let counts: Vec<usize> = self
            .0
            .iter()
            .map(|ran| ran.load(Ordering::Relaxed))
            .collect();
        assert!(
            counts.iter().all(|&ran| ran == 1),
            "how often each of the {} jobs had run when `run` returned: {counts:?}",
            counts.len()
        );
    }
}

#[test]
fn each_job_runs_once_and_run_waits_for_all() {
    nobody_waits().check(|| {
        let ran = Ran::new(2);
        let first = job({
            let ran = ran.clone();
            move |here| {
                here.spawn(job({
                    let ran = ran.clone();
                    move |_| ran.run(1)
                }));
                ran.run(0);
            }
        });
        run(2, vec![first]);
        ran.each_once();
    });
}

#[test]
fn jobs_spawn_jobs_that_spawn_jobs() {
    // Each job spawns two more, three deep.
    fn grow(name: usize, ran: Ran) -> Job {
        job(move |here| {
            for child in [2 * name + 1, 2 * name + 2] {
                if child < ran.0.len() {
                    here.spawn(grow(child, ran.clone()));
                }
            }
            ran.run(name);
        })
    }
    nobody_waits().check(|| {
        let ran = Ran::new(15);
        run(1, vec![grow(0, ran.clone())]);
        ran.each_once();
    });
}

#[test]
fn nothing_to_do_is_soon_done() {
    nobody_waits().check(|| run(2, Vec::new()));
    nobody_waits().check(|| {
        let ran = Ran::new(1);
        let only = ran.clone();
        run(2, vec![job(move |_| only.run(0))]);
        ran.each_once();
    });
}

#[test]
fn there_are_as_many_workers_at_work() {
    explorer(
        "In this test there are as many jobs as workers, and each is done only when all of them have begun. They do not all begin: \
         the pool must have so many workers that do jobs at the same time.",
    )
    .check(|| {
        let all_begun = Arc::new(Barrier::new(2));
        let jobs = [(); 2].map(|()| {
            let all_begun = Arc::clone(&all_begun);
            job(move |_| {
                all_begun.wait();
            })
        });
        run(2, jobs.into());
    });
}

#[test]
fn a_worker_is_a_thread() {
    for workers in 1..=2 {
        nobody_waits().check(move || {
            let (said, threads) = mpsc::channel();
            let jobs = (0..=workers).map(|_| {
                let said = said.clone();
                job(move |_| {
                    let _ = said.send(thread::current().id());
                })
            });
            run(workers, jobs.collect());
            drop(said);
            let threads: HashSet<_> = threads.into_iter().collect();
            assert!(
                threads.len() <= workers,
                "{} jobs ran on {} threads, and `workers` was {workers}: a worker is a thread that does many jobs",
                workers + 1,
                threads.len()
            );
        });
    }
}

/// Spawns a job, says so, and waits until that job has begun.
fn spawn_and_wait(here: &Here<'_>, say_so: impl FnOnce()) {
    let (begun, begins) = mpsc::channel();
    here.spawn(job(move |_| {
        let _ = begun.send(());
    }));
    say_so();
    let _ = begins.recv();
}

#[test]
fn a_worker_with_nothing_to_do_steals_from_a_busy_one() {
    explorer(
        "In this test one of two workers is busy with a job, and the job that it has spawned waits in its queue. The other worker \
         has just finished its own job, and nobody takes that one out of the busy worker's queue: does a worker look into the \
         queues of the others?",
    )
    .check(|| {
        // The other worker is kept until there is something to steal.
        let (keep, kept) = mpsc::channel::<()>();
        let busy = job(move |here| spawn_and_wait(here, || drop(keep)));
        let other = job(move |_| {
            let _ = kept.recv();
        });
        run(2, vec![busy, other]);
    });
}

#[test]
fn nobody_goes_home_while_a_job_is_running() {
    explorer(
        "In this test one worker runs a job that spawns another one, and waits until that one has begun. Before, the other worker has \
         found all queues empty. It must still be there to steal. Empty queues do not mean that all is done: a job that is \
         running may spawn more.",
    )
    .check(|| {
        run(2, vec![job(|here| spawn_and_wait(here, || {}))]);
    });
}

/// Is left with a worker, and tells when its thread ends.
struct EndOfWorker(Arc<AtomicBool>);

impl Drop for EndOfWorker {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

thread_local! {
    static END: Cell<Option<EndOfWorker>> = const { Cell::new(None) };
}

#[test]
fn a_job_is_counted_before_it_can_be_taken() {
    nobody_waits().check(|| {
        let (ended, too_early) = <(Arc<AtomicBool>, Arc<AtomicBool>)>::default();
        let busy = job({
            let too_early = Arc::clone(&too_early);
            move |here| {
                let end = EndOfWorker(Arc::clone(&ended));
                here.spawn(job(move |_| END.set(Some(end))));
                if ended.load(Ordering::Relaxed) {
                    too_early.store(true, Ordering::Relaxed);
                }
            }
        });
        run(2, vec![busy]);
        assert!(
            !too_early.load(Ordering::Relaxed),
            "a job spawned another one, which the other worker took at once and did. Then that worker went home, while the job that had \
             spawned it was still running. Was the new job done, and off the count, before `spawn` had counted it? Then the count was \
             zero for a moment, and all seemed to be done"
        );
    });
}

#[test]
fn a_worker_does_its_own_newest_job_first() {
    nobody_waits().check(|| {
        let order = Arc::new(Mutex::new(Vec::new()));
        let jobs = vec![job({
            let order = Arc::clone(&order);
            move |here| {
                for name in ["first", "second", "third"] {
                    let order = Arc::clone(&order);
                    here.spawn(job(move |_| order.lock().unwrap().push(name)));
                }
            }
        })];
        run(1, jobs);
        assert_eq!(
            *order.lock().unwrap(),
            ["third", "second", "first"],
            "the jobs that were spawned on the only worker must run newest first. Are they in its own queue, \
             and is it a last-in, first-out one?"
        );
    });
}

#[test]
fn a_thief_takes_the_oldest_job() {
    explorer(
        "In this test one of two workers is busy with a job, and two others that it has spawned wait in its queue. The other worker \
         is to do them both.",
    )
    .check(|| {
        let (keep, kept) = mpsc::channel::<()>();
        let (done, all_done) = mpsc::channel();
        let order = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&order);
        let busy = job(move |here| {
            for name in ["older", "newer"] {
                let done = done.clone();
                here.spawn(job(move |_| {
                    let _ = done.send(name);
                }));
            }
            drop((done, keep));
            noted.lock().unwrap().extend(all_done);
        });
        let other = job(move |_| {
            let _ = kept.recv();
        });
        run(2, vec![busy, other]);
        assert_eq!(
            *order.lock().unwrap(),
            ["older", "newer"],
            "two jobs were in a busy worker's queue, in this order, and the other worker did them both: a thief takes the oldest first"
        );
    });
}
