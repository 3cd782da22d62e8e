//@ title: Everybody waits for the game
//@ idea: "`join` returns when the game is there."
//@ test: the_eighth_player_starts_the_game
//@ kind: deadlock
//@ says: wait until the group is complete

use std::mem;
use std::sync::{Condvar, Mutex};

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// A player who comes first waits in `join` until the group is complete.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
    complete: Condvar,
}

impl<P> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
            complete: Condvar::new(),
        }
    }

    pub fn join(&self, player: P) -> bool {
        let mut waiting = self.waiting.lock().unwrap();
        waiting.push(player);
        if waiting.len() < self.group {
            let _ended = self
                .complete
                .wait_while(waiting, |waiting| !waiting.is_empty())
                .unwrap();
            return false;
        }
        let group = mem::take(&mut *waiting);
        drop(waiting);
        self.complete.notify_all();
        (self.start)(group);
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
