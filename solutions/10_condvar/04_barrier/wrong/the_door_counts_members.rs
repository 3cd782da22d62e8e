//@ title: The door closes when all members have gone through
//@ idea: "As many go out as there are members."
//@ test: a_member_may_leave_after_a_round
//@ kind: deadlock
//@ says: on its way out

use std::sync::{Condvar, Mutex};

/// In two steps: all come in, and then all go out. Whoever leaves while the others go out is no
/// member any more, and was counted all the same: the door is never found empty.
pub struct Barrier {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    members: usize,
    here: usize,
    gone: usize,
    door_is_open: bool,
}

impl State {
    fn open_if_all_are_here(&mut self) {
        if !self.door_is_open && self.here == self.members {
            self.door_is_open = true;
        }
    }
}

impl Barrier {
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: 0,
                gone: 0,
                door_is_open: false,
            }),
            changed: Condvar::new(),
        }
    }

    pub fn wait(&self) -> bool {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| state.door_is_open)
            .unwrap();
        let leads = state.here == 0;
        state.here += 1;
        state.open_if_all_are_here();
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |state| !state.door_is_open)
            .unwrap();
        state.gone += 1;
        if state.gone == state.members {
            state.here = 0;
            state.gone = 0;
            state.door_is_open = false;
            self.changed.notify_all();
        }
        leads
    }

    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        state.open_if_all_are_here();
        self.changed.notify_all();
    }
}
