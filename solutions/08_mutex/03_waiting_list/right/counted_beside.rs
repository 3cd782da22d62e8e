//@ title: An atomic beside the list says how many are waiting

//! A waiting list: when enough players have come, their game starts.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Starts a game with these players.
type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Players who wait until there are enough of them for a game.
pub struct WaitingList<P> {
    players: Mutex<Vec<P>>,
    /// How many players there are. Changed only under the lock of `players`.
    waiting: AtomicUsize,
    group: usize,
    start: Start<P>,
}

impl<P> WaitingList<P> {
    /// An empty list, for games of `group` players. `start` is called with the players of each game.
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            players: Mutex::new(Vec::with_capacity(group)),
            waiting: AtomicUsize::new(0),
            group,
            start: Box::new(start),
        }
    }

    /// Adds a player. If that completes a group, starts the game, and says so.
    pub fn join(&self, player: P) -> bool {
        let Some(players) = self.enlist(player) else {
            return false;
        };
        // The guard was dropped when `enlist` returned: nobody is kept out by the game.
        (self.start)(players);
        true
    }

    /// Adds a player. Takes the group off the list if it is complete.
    fn enlist(&self, player: P) -> Option<Vec<P>> {
        let mut players = self.players.lock().unwrap();
        players.push(player);
        let full = players.len() == self.group;
        let game = full.then(|| std::mem::replace(&mut *players, Vec::with_capacity(self.group)));
        // ORDERING: Relaxed: the number is only told, and nobody looks at the list because of it.
        // Who decides does so by the list itself.
        self.waiting.store(players.len(), Ordering::Relaxed);
        game
    }

    /// How many players are waiting for a game.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}
