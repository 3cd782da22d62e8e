//! Queues whose jobs can be stolen, as in `crossbeam::deque`.
//!
//! The checker sees one thing of a queue: how many jobs are in it, an atomic number. Who pushes adds to it. Who takes jobs reads it, and
//! exchanges it for a smaller one; the exchange fails when somebody came in between, and that is [`Steal::Retry`]. Since each
//! change is a read-modify-write, the changes have one order, and the jobs themselves can lie in plain memory that follows it.
//!
//! Where crossbeam moves a batch out of a last-in, first-out queue one by one, it is moved in one step here.

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// crossbeam's own: a plain value.
pub use crossbeam::deque::Steal;
use interleave::sync::atomic::{AtomicUsize, Ordering};

/// The most jobs of a batch, as in crossbeam.
const MAX_BATCH: usize = 32;

/// ORDERING: how a thief looks. crossbeam has a fence in this place, so that who says that he is about to sleep, and then looks for
/// jobs once more, cannot miss somebody who pushes, and then looks for sleepers.
const THIEF: Ordering = Ordering::SeqCst;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flavor {
    Fifo,
    Lifo,
}

struct Queue<T> {
    flavor: Flavor,
    /// How many jobs nobody has taken yet.
    len: AtomicUsize,
    /// They come here right after they were counted, and go right after they were taken off the count. In an exploration no thread
    /// gets between the two.
    jobs: Mutex<VecDeque<T>>,
}

/// The end of a queue that jobs are taken from.
type End<T> = fn(&mut VecDeque<T>) -> Option<T>;

impl<T> Queue<T> {
    const fn new(flavor: Flavor) -> Self {
        Queue {
            flavor,
            len: AtomicUsize::new(0),
            jobs: Mutex::new(VecDeque::new()),
        }
    }

    fn jobs(&self) -> MutexGuard<'_, VecDeque<T>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn len(&self) -> usize {
        self.len.load(Ordering::SeqCst)
    }

    #[track_caller]
    fn push(&self, jobs: impl ExactSizeIterator<Item = T>, order: Ordering) {
        self.len.fetch_add(jobs.len(), order);
        self.jobs().extend(jobs);
    }

    /// Takes so many of the jobs, in the order in which they were taken.
    #[track_caller]
    fn take(
        &self,
        look: Ordering,
        how_many: impl FnOnce(usize) -> usize,
        end: End<T>,
    ) -> Steal<Vec<T>> {
        let len = self.len.load(look);
        if len == 0 {
            return Steal::Empty;
        }
        let taken = how_many(len);
        let left = len - taken;
        // ORDERING: each change acquires what the ones before it released, so a job, and all that happened before it was pushed, come
        // with the number that counts it.
        match self
            .len
            .compare_exchange(len, left, Ordering::AcqRel, Ordering::Acquire)
        {
            Ok(_) => Steal::Success((0..taken).map(|_| self.arrived(end)).collect()),
            Err(_) => Steal::Retry,
        }
    }

    /// A job that was counted. On real threads it may be on its way yet.
    fn arrived(&self, end: End<T>) -> T {
        loop {
            let job = end(&mut self.jobs());
            match job {
                Some(job) => return job,
                None => std::thread::yield_now(),
            }
        }
    }

    #[track_caller]
    fn steal(&self) -> Steal<T> {
        one(self.take(THIEF, |_| 1, VecDeque::pop_front))
    }

    /// About half of the jobs, in the order in which they are to be done: out of a last-in, first-out queue the newest of them first.
    #[track_caller]
    fn batch(&self, limit: usize) -> Steal<Vec<T>> {
        assert!(limit > 0, "a batch has at least one job");
        let batch = self.take(THIEF, |len| len.div_ceil(2).min(limit), VecDeque::pop_front);
        map(batch, |mut jobs| {
            if self.flavor == Flavor::Lifo {
                jobs.reverse();
            }
            jobs
        })
    }

    #[track_caller]
    fn steal_batch(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        map(self.batch(limit), |jobs| dest.receive(jobs))
    }

    #[track_caller]
    fn steal_batch_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        map(self.batch(limit), |mut jobs| {
            let first = jobs.remove(0);
            if !jobs.is_empty() {
                dest.receive(jobs);
            }
            first
        })
    }
}

fn map<A, B>(steal: Steal<A>, f: impl FnOnce(A) -> B) -> Steal<B> {
    match steal {
        Steal::Success(a) => Steal::Success(f(a)),
        Steal::Empty => Steal::Empty,
        Steal::Retry => Steal::Retry,
    }
}

/// The only job of these.
fn one<T>(steal: Steal<Vec<T>>) -> Steal<T> {
    map(steal, |mut jobs| jobs.remove(0))
}

/// As crossbeam's [`Worker`](crossbeam::deque::Worker).
pub struct Worker<T> {
    queue: Arc<Queue<T>>,
    /// One thread at a time.
    owned: PhantomData<Cell<()>>,
}

impl<T> Worker<T> {
    fn new(flavor: Flavor) -> Self {
        Worker {
            queue: Arc::new(Queue::new(flavor)),
            owned: PhantomData,
        }
    }

    /// As crossbeam's.
    #[must_use]
    pub fn new_fifo() -> Self {
        Worker::new(Flavor::Fifo)
    }

    /// As crossbeam's.
    #[must_use]
    pub fn new_lifo() -> Self {
        Worker::new(Flavor::Lifo)
    }

    /// As crossbeam's.
    #[must_use]
    pub fn stealer(&self) -> Stealer<T> {
        Stealer {
            queue: Arc::clone(&self.queue),
        }
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn push(&self, task: T) {
        self.queue.push(std::iter::once(task), Ordering::AcqRel);
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        let end = match self.queue.flavor {
            Flavor::Fifo => VecDeque::pop_front,
            Flavor::Lifo => VecDeque::pop_back,
        };
        loop {
            // A thief may have come in between. The owner does not give up.
            match one(self.queue.take(Ordering::Acquire, |_| 1, end)) {
                Steal::Retry => {}
                found => return found.success(),
            }
        }
    }

    /// Takes in jobs, the first of which is to be popped first.
    #[track_caller]
    fn receive(&self, mut jobs: Vec<T>) {
        if self.queue.flavor == Flavor::Lifo {
            jobs.reverse();
        }
        self.queue.push(jobs.into_iter(), Ordering::AcqRel);
    }
}

/// As crossbeam's [`Stealer`](crossbeam::deque::Stealer).
pub struct Stealer<T> {
    queue: Arc<Queue<T>>,
}

impl<T> Stealer<T> {
    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        self.queue.steal()
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.steal_batch_with_limit(dest, MAX_BATCH)
    }

    /// As crossbeam's.
    ///
    /// # Panics
    /// When the limit is 0.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        // The owner's own far end: what is there is where it is to go.
        if Arc::ptr_eq(&self.queue, &dest.queue) {
            return match dest.is_empty() {
                true => Steal::Empty,
                false => Steal::Success(()),
            };
        }
        self.queue.steal_batch(dest, limit)
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(dest, MAX_BATCH)
    }

    /// As crossbeam's.
    ///
    /// # Panics
    /// When the limit is 0.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        if Arc::ptr_eq(&self.queue, &dest.queue) {
            return dest.pop().map_or(Steal::Empty, Steal::Success);
        }
        self.queue.steal_batch_and_pop(dest, limit)
    }
}

impl<T> Clone for Stealer<T> {
    fn clone(&self) -> Self {
        Stealer {
            queue: Arc::clone(&self.queue),
        }
    }
}

/// As crossbeam's [`Injector`](crossbeam::deque::Injector).
pub struct Injector<T> {
    queue: Queue<T>,
}

impl<T> Injector<T> {
    /// As crossbeam's.
    #[must_use]
    pub const fn new() -> Self {
        Injector {
            queue: Queue::new(Flavor::Fifo),
        }
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn push(&self, task: T) {
        // ORDERING: SeqCst as in crossbeam, for those who push and then look whether somebody sleeps.
        self.queue.push(std::iter::once(task), Ordering::SeqCst);
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As crossbeam's.
    #[must_use]
    #[track_caller]
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        self.queue.steal()
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.steal_batch_with_limit(dest, MAX_BATCH)
    }

    /// As crossbeam's.
    ///
    /// # Panics
    /// When the limit is 0.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        self.queue.steal_batch(dest, limit)
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(dest, MAX_BATCH)
    }

    /// As crossbeam's.
    ///
    /// # Panics
    /// When the limit is 0.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        self.queue.steal_batch_and_pop(dest, limit)
    }
}

impl<T> Default for Injector<T> {
    fn default() -> Self {
        Injector::new()
    }
}

impl<T> fmt::Debug for Worker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Worker { .. }")
    }
}

impl<T> fmt::Debug for Stealer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Stealer { .. }")
    }
}

impl<T> fmt::Debug for Injector<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Injector { .. }")
    }
}
