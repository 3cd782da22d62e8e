//@ title: Each player sits on a chair that has a lock of its own

//! A waiting list: when enough players have come, their game starts.

use std::sync::Mutex;

/// Starts a game with these players.
type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// A chair, and who sits on it.
type Chair<P> = Mutex<Option<P>>;

/// Players who wait until there are enough of them for a game.
pub struct WaitingList<P> {
    /// As many as there are players in a game. They are taken from the first to the last.
    chairs: Vec<Chair<P>>,
    /// Held while somebody sits down or stands up, and while the chairs are counted. It makes many
    /// locks one step.
    door: Mutex<()>,
    start: Start<P>,
}

fn is_free<P>(chair: &Chair<P>) -> bool {
    chair.lock().unwrap().is_none()
}

impl<P> WaitingList<P> {
    /// An empty list, for games of `group` players. `start` is called with the players of each game.
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            chairs: (0..group).map(|_| Mutex::new(None)).collect(),
            door: Mutex::new(()),
            start: Box::new(start),
        }
    }

    /// Adds a player. If that completes a group, starts the game, and says so.
    pub fn join(&self, player: P) -> bool {
        match self.sit_down(player) {
            Some(players) => {
                (self.start)(players);
                true
            }
            None => false,
        }
    }

    /// Gives the player the first free chair. If it was the last one, all stand up.
    fn sit_down(&self, player: P) -> Option<Vec<P>> {
        let _door = self.door.lock().unwrap();
        let chair = self.chairs.iter().find(|chair| is_free(chair));
        *chair.expect("a full row stands up").lock().unwrap() = Some(player);
        if self.chairs.iter().any(is_free) {
            return None;
        }
        let stand_up = |chair: &Chair<P>| chair.lock().unwrap().take();
        self.chairs.iter().map(stand_up).collect()
    }

    /// How many players are waiting for a game.
    pub fn waiting(&self) -> usize {
        let _door = self.door.lock().unwrap();
        self.chairs.iter().filter(|chair| !is_free(chair)).count()
    }
}
