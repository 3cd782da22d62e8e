//@ title: Each round has a `OnceLock` of its own, and who waits waits for that one

//! A barrier: a place where threads wait until all have come. And then again.

use std::sync::{Arc, Mutex, OnceLock};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
}

struct State {
    /// How many take part.
    members: usize,
    /// How many of them have come.
    here: usize,
    /// Set when the round is over. It is made by the first who comes, and never used again.
    over: Option<Arc<OnceLock<()>>>,
}

impl State {
    fn end_the_round_if_all_are_here(&mut self) -> bool {
        if self.here < self.members {
            return false;
        }
        self.here = 0;
        if let Some(over) = self.over.take() {
            over.set(()).expect("a round ends once");
        }
        true
    }
}

impl Barrier {
    /// A barrier for so many members, at least 1.
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: 0,
                over: None,
            }),
        }
    }

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        // The first leads. The last would not do: it may be one that leaves.
        let leads = state.here == 0;
        state.here += 1;
        let over = Arc::clone(state.over.get_or_insert_default());
        if !state.end_the_round_if_all_are_here() {
            drop(state);
            over.wait();
        }
        leads
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        state.end_the_round_if_all_are_here();
    }
}
