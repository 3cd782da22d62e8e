//! A waiting list: when enough players have come, their game starts.

use std::mem;
use std::sync::Mutex;

/// Starts a game with these players.
type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Players who wait until there are enough of them for a game.
pub struct WaitingList<P> {
    // The length of the list is the number of players: there is no second number beside it that
    // could say something else.
    waiting: Mutex<Vec<P>>,
    // These two never change, so they need no lock.
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
        // Adding, counting and taking out happen under one guard. So exactly one player finds the
        // group complete, and it is the one who takes it away.
        let group = {
            let mut waiting = self.waiting.lock().unwrap();
            waiting.push(player);
            if waiting.len() < self.group {
                return false;
            }
            mem::take(&mut *waiting)
        };
        // Here the guard is gone. The players belong to this thread alone, so nothing has to be
        // locked for the slow part, and a `start` that asks the list something cannot deadlock.
        (self.start)(group);
        true
    }

    /// How many players are waiting for a game.
    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
