//@ title: Is it time yet?
//@ idea: "A loop with `yield_now` waits, and needs no condition variable."
//@ test: the_eighth_player_starts_the_game
//@ kind: livelock
//@ says: asks again and again

use std::mem;
use std::sync::Mutex;
use std::thread;

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// A player who comes first asks until the list is empty, and nobody else comes on this thread.
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
        let mut waiting = self.waiting.lock().unwrap();
        waiting.push(player);
        if waiting.len() < self.group {
            drop(waiting);
            while !self.waiting.lock().unwrap().is_empty() {
                thread::yield_now();
            }
            return false;
        }
        let group = mem::take(&mut *waiting);
        drop(waiting);
        (self.start)(group);
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
