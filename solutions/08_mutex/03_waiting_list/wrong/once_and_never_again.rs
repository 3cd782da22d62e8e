//@ title: Exactly once, for ever
//@ idea: "A flag makes sure that it is started exactly once."
//@ test: after_a_game_comes_the_next
//@ test: every_player_is_in_one_game
//@ kind: panic
//@ says: games of two

use std::mem;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// The first game starts exactly once. The second never does.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
    started: AtomicBool,
}

impl<P> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
            started: AtomicBool::new(false),
        }
    }

    pub fn join(&self, player: P) -> bool {
        let group = {
            let mut waiting = self.waiting.lock().unwrap();
            waiting.push(player);
            if waiting.len() < self.group || self.started.swap(true, Ordering::SeqCst) {
                return false;
            }
            mem::take(&mut *waiting)
        };
        (self.start)(group);
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
