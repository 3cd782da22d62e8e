//@ title: Started in the background, by somebody, at some time
//@ idea: "A new thread starts the game, so nobody waits for it."
//@ test: the_eighth_player_starts_the_game
//@ kind: panic
//@ says: when `join` has returned `true`

use std::mem;
use std::sync::{Arc, Mutex};
use std::thread;

type Start<P> = Arc<dyn Fn(Vec<P>) + Send + Sync>;

/// `join` says that the game has started, and it may not have.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
}

impl<P: Send + 'static> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Arc::new(start),
        }
    }

    pub fn join(&self, player: P) -> bool {
        let group = {
            let mut waiting = self.waiting.lock().unwrap();
            waiting.push(player);
            if waiting.len() < self.group {
                return false;
            }
            mem::take(&mut *waiting)
        };
        let start = Arc::clone(&self.start);
        thread::spawn(move || start(group));
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
