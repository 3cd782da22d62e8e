//@ title: It asks again and again
//@ idea: "The others will be here soon."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: uses a processor for nothing

use std::sync::{Condvar, Mutex};
use std::thread;

pub struct Barrier {
    state: Mutex<State>,
    next_round: Condvar,
}

struct State {
    members: usize,
    here: usize,
    rounds: usize,
}

impl Barrier {
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: 0,
                rounds: 0,
            }),
            next_round: Condvar::new(),
        }
    }

    /// Nobody knows how soon.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let leads = state.here == 0;
        let my_round = state.rounds;
        state.here += 1;
        self.end_if_complete(&mut state);
        while state.rounds == my_round {
            drop(state);
            thread::yield_now();
            state = self.state.lock().unwrap();
        }
        leads
    }

    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        self.end_if_complete(&mut state);
    }

    fn end_if_complete(&self, state: &mut State) {
        if state.here == state.members {
            state.here = 0;
            state.rounds += 1;
            self.next_round.notify_all();
        }
    }
}
