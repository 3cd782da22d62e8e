//@ title: An atomic says who is the last
//@ idea: "`fetch_add` gives each player another number, so exactly one is the last."
//@ test: two_who_come_at_the_same_time_start_one_game
//@ kind: panic
//@ says: must be one step

use std::mem;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Exactly one is the last by number, and others with lower numbers may not be in the list yet.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
    came: AtomicUsize,
}

impl<P> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
            came: AtomicUsize::new(0),
        }
    }

    pub fn join(&self, player: P) -> bool {
        let number = self.came.fetch_add(1, Ordering::SeqCst) + 1;
        self.waiting.lock().unwrap().push(player);
        if number % self.group != 0 {
            return false;
        }
        let group = mem::take(&mut *self.waiting.lock().unwrap());
        (self.start)(group);
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
