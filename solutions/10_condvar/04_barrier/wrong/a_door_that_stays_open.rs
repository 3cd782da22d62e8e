//@ title: A door that stays open
//@ idea: "When all have come, the door is opened."
//@ test: there_is_a_second_round
//@ kind: panic
//@ says: took the end of an earlier round

use std::sync::{Condvar, Mutex};

pub struct Barrier {
    state: Mutex<State>,
    next_round: Condvar,
}

struct State {
    members: usize,
    here: usize,
    open: bool,
}

impl Barrier {
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: 0,
                open: false,
            }),
            next_round: Condvar::new(),
        }
    }

    /// Nobody closes it for the second round.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let leads = state.here == 0;
        state.here += 1;
        self.end_if_complete(&mut state);
        let _state = self
            .next_round
            .wait_while(state, |state| !state.open)
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
            state.open = true;
            self.next_round.notify_all();
        }
    }
}
