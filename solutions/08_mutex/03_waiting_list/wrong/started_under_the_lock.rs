//@ title: The game starts under the lock
//@ idea: "The more is under the lock, the safer."
//@ test: players_come_while_a_game_starts
//@ test: two_games_start_at_the_same_time
//@ kind: deadlock
//@ says: with the list locked

use std::mem;
use std::sync::Mutex;

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Nothing is lost and nothing is doubled, but while a game starts nobody can come.
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
            return false;
        }
        (self.start)(mem::take(&mut *waiting));
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
