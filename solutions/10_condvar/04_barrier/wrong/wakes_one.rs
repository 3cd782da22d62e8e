//@ title: It wakes one
//@ idea: "One of them goes on, and then the others."
//@ test: three_meet_and_one_of_them_leads
//@ kind: deadlock
//@ says: Are all who wait woken

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

    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        self.end_if_complete(&mut state);
    }

    /// With two members this is enough, and so it was never noticed.
    fn end_if_complete(&self, state: &mut State) {
        if state.here == state.members {
            state.here = 0;
            state.rounds += 1;
            self.next_round.notify_one();
        }
    }
}
