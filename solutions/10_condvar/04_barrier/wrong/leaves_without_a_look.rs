//@ title: Who leaves does not look whether it was the last one missing
//@ idea: "From now on, one less is counted."
//@ test: nobody_waits_for_a_member_that_has_left
//@ kind: deadlock
//@ says: Does a member that leaves end the round

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

    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let leads = state.here == 0;
        let my_round = state.rounds;
        state.here += 1;
        self.end_if_complete(&mut state);
        let _state = self
            .next_round
            .wait_while(state, |state| state.rounds == my_round)
            .unwrap();
        leads
    }

    /// The others may have counted already. They sleep.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
    }

    fn end_if_complete(&self, state: &mut State) {
        if state.here == state.members {
            state.here = 0;
            state.rounds += 1;
            self.next_round.notify_all();
        }
    }
}
