//@ title: The guard in the head of the if let
//@ idea: "The guard is not used any more, so it is gone."
//@ test: players_come_while_a_game_starts
//@ kind: deadlock
//@ says: with the list locked

use std::mem;
use std::sync::Mutex;

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Adds the player, and takes out the group if it is complete.
fn add<P>(waiting: &mut Vec<P>, player: P, group: usize) -> Option<Vec<P>> {
    waiting.push(player);
    (waiting.len() == group).then(|| mem::take(waiting))
}

/// The guard that the `if let` made for its question lives until the end of its body.
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
        if let Some(group) = add(&mut self.waiting.lock().unwrap(), player, self.group) {
            (self.start)(group);
            return true;
        }
        false
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
