//! A barrier: a place where threads wait until all have come. And then again.
//!
//! Make it fit for more than one round. The statement is in README.md.

use std::sync::{Condvar, Mutex};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
    all_here: Condvar,
}

struct State {
    /// How many take part.
    members: usize,
    /// How many of them have come.
    here: usize,
}

impl Barrier {
    /// A barrier for so many members, at least 1.
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State { members, here: 0 }),
            all_here: Condvar::new(),
        }
    }

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.here += 1;
        if state.here == state.members {
            // All are here: the next round can begin.
            state.here = 0;
            self.all_here.notify_all();
            return true;
        }
        // TODO: what does this thread see when it wakes up late, and the others are waiting for the
        // next round?
        while state.here != 0 {
            state = self.all_here.wait(state).unwrap();
        }
        false
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        // TODO: what if all others are waiting already?
        state.members -= 1;
    }
}
