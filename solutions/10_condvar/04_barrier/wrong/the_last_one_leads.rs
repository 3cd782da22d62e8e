//@ title: The last one leads
//@ idea: "Somebody ends the round, and that one is the leader."
//@ test: a_round_that_ends_by_leaving_has_one_leader
//@ test: nobody_waits_for_a_member_that_has_left
//@ kind: panic
//@ says: one has left

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

    /// If a member that leaves ends the round, nobody leads.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let my_round = state.rounds;
        state.here += 1;
        let leads = state.here == state.members;
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

    fn end_if_complete(&self, state: &mut State) {
        if state.here == state.members {
            state.here = 0;
            state.rounds += 1;
            self.next_round.notify_all();
        }
    }
}
