//@ title: Whoever sees the count at zero leads
//@ idea: "There is only one thread that finds nobody else here."
//@ test: there_is_a_second_round
//@ kind: panic
//@ says: there must be exactly one

use std::sync::{Condvar, Mutex};

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

    /// After the round, all may find that; or none, if the next round has begun.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let my_round = state.rounds;
        state.here += 1;
        self.end_if_complete(&mut state);
        let state = self
            .next_round
            .wait_while(state, |state| state.rounds == my_round)
            .unwrap();
        state.here == 0
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
