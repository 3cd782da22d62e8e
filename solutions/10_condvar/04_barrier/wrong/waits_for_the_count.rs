//@ title: It waits until the count is zero again
//@ idea: "The last one to come sets the count to zero, so zero means that all have come."
//@ test: there_is_a_second_round
//@ kind: deadlock
//@ says: even if the next one has begun

use std::sync::{Condvar, Mutex};

pub struct Barrier {
    state: Mutex<State>,
    next_round: Condvar,
}

struct State {
    members: usize,
    here: usize,
}

impl Barrier {
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State { members, here: 0 }),
            next_round: Condvar::new(),
        }
    }

    /// A quick thread comes to the next round and counts itself before a slow one has looked.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let leads = state.here == 0;
        state.here += 1;
        self.end_if_complete(&mut state);
        let _state = self
            .next_round
            .wait_while(state, |state| state.here != 0)
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
            self.next_round.notify_all();
        }
    }
}
