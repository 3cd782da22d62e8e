//@ title: A lock for starting
//@ idea: "Then the list is free, and no game is started twice."
//@ test: two_games_start_at_the_same_time
//@ kind: deadlock
//@ says: started one after the other

use std::mem;
use std::sync::Mutex;

type Start<P> = Box<dyn Fn(Vec<P>) + Send + Sync>;

/// Others can come while a game starts, but the next game has to wait for it.
pub struct WaitingList<P> {
    waiting: Mutex<Vec<P>>,
    group: usize,
    start: Start<P>,
    starting: Mutex<()>,
}

impl<P> WaitingList<P> {
    pub fn new(group: usize, start: impl Fn(Vec<P>) + Send + Sync + 'static) -> Self {
        WaitingList {
            waiting: Mutex::new(Vec::new()),
            group,
            start: Box::new(start),
            starting: Mutex::new(()),
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
        let _alone = self.starting.lock().unwrap();
        (self.start)(group);
        true
    }

    pub fn waiting(&self) -> usize {
        self.waiting.lock().unwrap().len()
    }
}
