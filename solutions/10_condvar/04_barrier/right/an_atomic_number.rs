//@ title: The number of the round is an atomic, and those who wait are parked

//! A barrier: a place where threads wait until all have come. And then again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Thread};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
    /// How many rounds are over. It is changed under the lock, and can be read without it.
    rounds: AtomicUsize,
}

struct State {
    /// How many take part.
    members: usize,
    /// How many of them have come.
    here: usize,
    /// Those of them that wait.
    parked: Vec<Thread>,
}

impl Barrier {
    /// A barrier for so many members, at least 1.
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: 0,
                parked: Vec::new(),
            }),
            rounds: AtomicUsize::new(0),
        }
    }

    fn next_round(&self, state: &mut State) {
        state.here = 0;
        // ORDERING: Release, for the Acquire in `wait`. What the others have done is passed on:
        // this thread has the lock, and all of them had it before.
        self.rounds.fetch_add(1, Ordering::Release);
        state.parked.drain(..).for_each(|thread| thread.unpark());
    }

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let is_first = state.here == 0;
        state.here += 1;
        if state.here == state.members {
            self.next_round(&mut state);
            return is_first;
        }
        state.parked.push(thread::current());
        // ORDERING: Relaxed: it is changed under the lock, and we have the lock.
        let round = self.rounds.load(Ordering::Relaxed);
        drop(state);
        // ORDERING: Acquire, for the Release in `next_round`.
        while self.rounds.load(Ordering::Acquire) == round {
            thread::park();
        }
        is_first
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        let mut state = self.state.lock().unwrap();
        state.members -= 1;
        if state.here == state.members {
            self.next_round(&mut state);
        }
    }
}
