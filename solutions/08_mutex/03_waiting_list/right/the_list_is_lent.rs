//@ title: A condition variable says when the list is back

//! A waiting list: when enough players have come, their game starts.

use std::sync::{Condvar, Mutex};

/// Starts a game with these players.
type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Players who wait until there are enough of them for a game.
pub struct WaitingList<P> {
    state: Mutex<State<P>>,
    is_back: Condvar,
    group: usize,
    start: Start<P>,
}

enum State<P> {
    /// The list lies there.
    Here(Vec<P>),
    /// Somebody writes a name on it.
    Lent,
}

impl<P> WaitingList<P> {
    /// An empty list, for games of `group` players. `start` is called with the players of each game.
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            state: Mutex::new(State::Here(Vec::new())),
            is_back: Condvar::new(),
            group,
            start: Box::new(start),
        }
    }

    fn borrow(&self) -> Vec<P> {
        let state = self.state.lock().unwrap();
        let is_lent = |it: &mut State<P>| matches!(it, State::Lent);
        let mut state = self.is_back.wait_while(state, is_lent).unwrap();
        match std::mem::replace(&mut *state, State::Lent) {
            State::Here(players) => players,
            State::Lent => unreachable!("it is not lent: that is what was waited for"),
        }
    }

    fn give_back(&self, players: Vec<P>) {
        *self.state.lock().unwrap() = State::Here(players);
        self.is_back.notify_all();
    }

    /// Adds a player. If that completes a group, starts the game, and says so.
    pub fn join(&self, player: P) -> bool {
        let mut players = self.borrow();
        players.push(player);
        if players.len() < self.group {
            self.give_back(players);
            return false;
        }
        // The players keep their list, and a new one is put there before the game starts.
        self.give_back(Vec::new());
        (self.start)(players);
        true
    }

    /// How many players are waiting for a game.
    pub fn waiting(&self) -> usize {
        let players = self.borrow();
        let count = players.len();
        self.give_back(players);
        count
    }
}
