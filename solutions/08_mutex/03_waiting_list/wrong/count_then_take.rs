//@ title: Count, unlock, lock, take
//@ idea: "Each access is locked, so it is safe."
//@ test: two_who_come_at_the_same_time_start_one_game
//@ test: a_player_too_many_waits_for_the_next_game
//@ kind: panic
//@ says: must be one step

use std::mem;
use std::sync::Mutex;

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Two players can both find the group complete: one takes it, and the other starts a game for nobody.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
}

impl<P> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
        }
    }

    pub fn join(&self, player: P) -> bool {
        self.waiting.lock().unwrap().push(player);
        if self.waiting.lock().unwrap().len() < self.group {
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
