//! A barrier: a place where threads wait until all have come. And then again.

use std::sync::{Condvar, Mutex};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
    next_round: Condvar,
}

struct State {
    /// How many take part.
    members: usize,
    /// How many of them have come in this round.
    here: usize,
    /// How many rounds have ended. It only ever grows, so "my round has ended" stays true, whatever
    /// the others do before a late thread has the lock again. `here` goes up and down: who looks at
    /// it may see the next round.
    rounds: usize,
}

impl Barrier {
    /// A barrier for so many members, at least 1.
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

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        // The first to come leads. The last would do for `wait` alone, but a round can also be ended
        // by somebody who leaves, and who leads nothing.
        let leads = state.here == 0;
        let my_round = state.rounds;
        state.here += 1;
        self.end_if_complete(&mut state);
        // For the one who has ended the round this is over at once.
        let _state = self
            .next_round
            .wait_while(state, |state| state.rounds == my_round)
            .unwrap();
        leads
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        // All who are left may be waiting already, and then nobody else will come and end the round.
        self.end_if_complete(&mut state);
    }

    /// Ends the round if all members are here. (If there are none left, nobody is here either.)
    fn end_if_complete(&self, state: &mut State) {
        if state.here == state.members {
            state.here = 0;
            state.rounds += 1;
            // They all wait for the same thing, and it has happened for all of them.
            self.next_round.notify_all();
        }
    }
}
