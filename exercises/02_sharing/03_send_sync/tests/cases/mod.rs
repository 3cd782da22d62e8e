//! What the compiler says: of the types in `ANSWERS`, and of programs that use the learner's types.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, RwLock, mpsc};

use native_checks::programs::Verdicts;

use crate::subject::{ANSWERS, Job, Notes, Promise, Tally, Visits, Window};

/// Whether a type has a trait, as the compiler finds it: an inherent constant, where its bounds
/// hold, goes before a trait's.
macro_rules! has {
    ($type:ty: $bound:path) => {{
        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        trait Otherwise {
            const HAS: bool = false;
        }
        impl<T: ?Sized> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $bound> Probe<T> {
            const HAS: bool = true;
        }
        <Probe<$type>>::HAS
    }};
}

/// The types: what the learner calls each, what it promises, and what to ask of whoever is wrong
/// about it.
macro_rules! types {
    ($($name:literal: $type:ty, $question:literal;)*) => {
        &[$(($name, promise(has!($type: Send), has!($type: Sync)), $question)),*]
    };
}

const fn promise(send: bool, sync: bool) -> Promise {
    match (send, sync) {
        (true, true) => Promise::SendAndSync,
        (true, false) => Promise::SendOnly,
        (false, true) => Promise::SyncOnly,
        (false, false) => Promise::Neither,
    }
}

const TYPES: &[(&str, Promise, &str)] = types! {
    "Vec<String>": Vec<String>,
        "does anybody else reach into a vector that you own? And what can be changed through `&`?";
    "Rc<u32>": Rc<u32>,
        "cloning and dropping an `Rc` change a count that all its clones share. What if two threads \
         do so at the same time?";
    "Arc<u32>": Arc<u32>,
        "its count is atomic. And what can two threads do with the number in it?";
    "Cell<u32>": Cell<u32>,
        "`Cell::set` takes `&self`, and protects nothing. What if two threads have a `&Cell`? And \
         if one thread gives the cell away, what is left with it?";
    "&Cell<u32>": &'static Cell<u32>,
        "a reference is `Copy`: whoever gives one to another thread has one left. What can both do \
         with the cell then?";
    "&mut Cell<u32>": &'static mut Cell<u32>,
        "a `&mut` is the only way to the cell as long as it lives. How does giving it away differ \
         from giving the cell away?";
    "Arc<Cell<u32>>": Arc<Cell<u32>>,
        "the count of an `Arc` is atomic. What protects the cell, to which every clone on every \
         thread gives a `&`?";
    "Mutex<Cell<u32>>": Mutex<Cell<u32>>,
        "how many threads can have a `&Cell` at the same time, if each must take the lock first?";
    "RwLock<Cell<u32>>": RwLock<Cell<u32>>,
        "how many threads can hold a read lock at the same time, and what does `Cell::set` need?";
    "Arc<Mutex<u32>>": Arc<Mutex<u32>>,
        "what does `Arc` need of what is in it, and does the mutex have that?";
    "Mutex<Rc<u32>>": Mutex<Rc<u32>>,
        "whoever made this `Rc` may have kept a clone. Does that clone take the lock before it \
         changes the count?";
    "MutexGuard<u32>": MutexGuard<'static, u32>,
        "on some systems a lock must be released by the thread that took it; a guard releases it \
         when it is dropped. And what can other threads do with a `&MutexGuard<u32>`?";
    "*const u32": *const u32,
        "does the compiler know who else has this pointer, and what for?";
    "AtomicPtr<u32>": AtomicPtr<u32>,
        "safe code can load and store the pointer, atomically. Can it follow it?";
    "mpsc::Sender<u32>": mpsc::Sender<u32>,
        "mpsc stands for \"multiple producers, single consumer\". May many threads send at the same \
         time?";
    "mpsc::Receiver<u32>": mpsc::Receiver<u32>,
        "mpsc stands for \"multiple producers, single consumer\". What would two threads with a \
         `&Receiver` be? And may the one consumer move to another thread?";
};

#[test]
fn each_answer_is_the_compilers() {
    let names: Vec<&str> = TYPES.iter().map(|(name, ..)| *name).collect();
    let answered: Vec<&str> = ANSWERS.iter().map(|(name, _)| *name).collect();
    assert_eq!(answered, names, "`ANSWERS` keeps its order and its names");

    let missing = ANSWERS
        .iter()
        .filter(|(_, said)| *said == Promise::NotSaid)
        .count();
    assert!(
        missing == 0,
        "{missing} of {} answers are still missing. Work them out first: the check tells you more \
         when you have said something of each",
        ANSWERS.len()
    );
    let wrong: Vec<String> = TYPES
        .iter()
        .zip(ANSWERS)
        .filter(|((_, promise, _), (_, said))| promise != said)
        .map(|((name, _, question), (_, said))| {
            format!("- {name}, of which you say {said:?}: {question}")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "the compiler does not agree with {} of your {} answers:\n{}",
        wrong.len(),
        ANSWERS.len(),
        wrong.join("\n")
    );
}

#[test]
fn clones_of_visits_count_together() {
    let visits = Visits::default();
    visits.count();
    let clone = visits.clone();
    clone.count();
    clone.count();
    assert_eq!(
        (visits.total(), clone.total()),
        (3, 3),
        "one visit was counted, then `Visits` was cloned, and the clone counted two more (left: \
         what the first says, what the clone says): clones must share one count"
    );
}

#[test]
fn two_visits_count_apart() {
    let (door, gate) = (Visits::default(), Visits::default());
    door.count();
    assert_eq!(
        (door.total(), gate.total()),
        (1, 0),
        "two `Visits` were made, neither a clone of the other, and the first counted one visit (left: \
         what the first says, what the second says): only clones count together"
    );
}

#[test]
fn a_job_does_its_work_when_it_is_run() {
    let done = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&done);
    let job = Job::new(move || {
        flag.store(true, Ordering::Relaxed);
        7
    });
    assert!(
        !done.load(Ordering::Relaxed),
        "`Job::new` has done the work already, on the thread that made the job: a job keeps its \
         closure until `run`"
    );
    assert_eq!(job.run(), 7, "what a job's closure returns");
    assert!(done.load(Ordering::Relaxed), "`run` does the work");
}

#[test]
fn notes_keep_their_lines() {
    let notes = Notes::default();
    notes.add("oil the saw");
    notes.add("buy nails");
    assert_eq!(notes.into_lines(), ["oil the saw", "buy nails"]);
}

#[test]
fn jobs_tallies_and_windows_work() {
    let number = 20;
    assert_eq!(
        Job::new(move || number + 1).run(),
        21,
        "what a job's closure returns"
    );
    let tally = Tally::default();
    tally.add();
    tally.add();
    assert_eq!(tally.total(), 2, "a tally after two calls of `add`");
    assert_eq!(Window::open("bench").title(), "bench");
}

/// Programs that use the learner's types, and what the compiler says of them.
static PROGRAMS: LazyLock<Verdicts> = LazyLock::new(|| {
    Verdicts::of(
        &native_checks::subject!(),
        &[],
        native_checks::programs![
            "visits_on_two_threads",
            "visits_shared",
            "notes_shared",
            "job_moves",
            "job_with_an_rc",
            "job_with_a_cell",
            "tally_moves",
            "tally_shared",
            "window_stays",
            "window_moves",
            "window_shared",
        ],
    )
});

#[test]
fn visits_go_to_other_threads() {
    PROGRAMS.must_accept(
        "visits_on_two_threads",
        "each thread has a clone of its own, and all count together",
    );
    PROGRAMS.must_accept("visits_shared", "two threads use one `&Visits`");
}

#[test]
fn notes_are_shared() {
    PROGRAMS.must_accept(
        "notes_shared",
        "two threads add a note through one `&Notes`",
    );
}

#[test]
fn a_job_goes_to_another_thread() {
    PROGRAMS.must_accept("job_moves", "a job is made here and run on another thread");
    PROGRAMS.must_accept(
        "job_with_a_cell",
        "the closure owns a `Cell`, and only one thread at a time has the job. What may go to another \
         thread need not be shared: does `Job` ask for more than it needs?",
    );
}

#[test]
fn a_job_that_cannot_go_is_not_accepted() {
    PROGRAMS.must_reject(
        "job_with_an_rc",
        "E0277",
        "the closure owns an `Rc`, and must not go to another thread; so it is no job",
    );
}

#[test]
fn a_tally_goes_to_another_thread() {
    PROGRAMS.must_accept("tally_moves", "a tally may go to another thread");
}

#[test]
fn a_tally_is_not_shared() {
    PROGRAMS.must_reject(
        "tally_shared",
        "E0277",
        "a tally is for one thread at a time, so it pays for no lock and no atomic",
    );
}

#[test]
fn a_window_is_used_where_it_was_opened() {
    PROGRAMS.must_accept("window_stays", "one thread opens a window and uses it");
}

#[test]
fn a_window_does_not_leave_its_thread() {
    PROGRAMS.must_reject(
        "window_moves",
        "E0277",
        "a window may not go to another thread. Documentation is read by people; which field of \
         `Window` does the compiler read it from?",
    );
    PROGRAMS.must_reject(
        "window_shared",
        "E0277",
        "another thread may not use a window through a reference either",
    );
}
