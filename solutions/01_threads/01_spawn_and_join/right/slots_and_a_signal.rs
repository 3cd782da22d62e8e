//@ title: Each thread fills its own slot, and a condition variable tells when both are full

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// A place for each ending, and a signal for each that is filled.
#[derive(Default)]
struct Endings {
    slots: Mutex<[Option<Ending>; 2]>,
    filled: Condvar,
}

/// Runs both jobs at the same time, each on a new thread, and says how each ended.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let endings = Arc::new(Endings::default());
    start(first, &endings, 0);
    start(second, &endings, 1);

    let mut slots = endings.slots.lock().unwrap();
    loop {
        match &mut *slots {
            [Some(_), Some(_)] => return slots.each_mut().map(|slot| slot.take().unwrap()),
            _ => slots = endings.filled.wait(slots).unwrap(),
        }
    }
}

/// Starts a thread that runs `job` without the lock and fills the slot with its ending.
fn start(job: impl FnOnce() -> i32 + Send + 'static, endings: &Arc<Endings>, place: usize) {
    let endings = Arc::clone(endings);
    thread::spawn(move || {
        let ending = panic::catch_unwind(AssertUnwindSafe(job)).map_or_else(
            |payload| Ending::Panicked(text(&*payload)),
            Ending::Returned,
        );
        endings.slots.lock().unwrap()[place] = Some(ending);
        endings.filled.notify_one();
    });
}

/// The payload, if it is text.
fn text(payload: &(dyn Any + Send)) -> Option<String> {
    match payload.downcast_ref::<&str>() {
        Some(text) => Some((*text).to_owned()),
        None => payload.downcast_ref::<String>().cloned(),
    }
}
