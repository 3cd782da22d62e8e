//@ title: `if` instead of `while`
//@ idea: "I was woken, so all have come."
//@ test: nobody_leaves_before_all_have_come
//@ kind: panic
//@ says: woken for no reason

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

    /// A barrier that can be passed for no reason.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let leads = state.here == 0;
        let my_round = state.rounds;
        state.here += 1;
        self.end_if_complete(&mut state);
        if state.rounds == my_round {
            drop(self.next_round.wait(state).unwrap());
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
