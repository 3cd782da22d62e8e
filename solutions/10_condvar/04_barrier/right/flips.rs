//@ title: Counts down, and flips one bit at the end of a round

//! A barrier: a place where threads wait until all have come. And then again.

use std::sync::{Condvar, Mutex};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
    flipped: Condvar,
}

struct State {
    /// How many take part.
    members: usize,
    /// How many of them have not come yet.
    missing: usize,
    /// Is it a round with an odd number?
    ///
    /// One bit is enough. It flips twice only when all members have come again, and a member that
    /// has not yet seen the first flip has not.
    odd: bool,
    /// Does this round have its leader?
    led: [bool; 2],
}

impl Barrier {
    /// A barrier for so many members, at least 1.
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                missing: members,
                odd: false,
                led: [false; 2],
            }),
            flipped: Condvar::new(),
        }
    }

    /// One that was missing is not missed any more.
    fn one_less(&self, state: &mut State) {
        state.missing -= 1;
        if state.missing == 0 {
            state.missing = state.members;
            state.odd = !state.odd;
            // The round that begins has no leader yet. All have returned from the one before the
            // last, which had the same bit.
            state.led[usize::from(state.odd)] = false;
            self.flipped.notify_all();
        }
    }

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let mine = state.odd;
        self.one_less(&mut state);
        while state.odd == mine {
            state = self.flipped.wait(state).unwrap();
        }
        // Whoever comes back first leads.
        !std::mem::replace(&mut state.led[usize::from(mine)], true)
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        self.one_less(&mut state);
    }
}
