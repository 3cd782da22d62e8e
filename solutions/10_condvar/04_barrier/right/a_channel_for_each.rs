//@ title: Each who waits has a channel, through which it hears whether it leads

//! A barrier: a place where threads wait until all have come. And then again.

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};

/// Where a number of threads, the members, wait for each other, in rounds.
pub struct Barrier {
    state: Mutex<State>,
}

struct State {
    /// How many take part.
    members: usize,
    /// The ears of those who have come. There are as many as have come.
    here: Vec<Sender<bool>>,
}

impl State {
    /// Sends all on their way, if all are here. One of them leads.
    ///
    /// The list is empty then, for the next round. A slow thread that has not heard yet has its
    /// answer in its own channel, and the next round cannot touch it.
    fn go_on_if_all_are_here(&mut self) {
        if self.here.len() == self.members {
            for (number, ear) in self.here.drain(..).enumerate() {
                ear.send(number == 0).expect("it waits");
            }
        }
    }
}

impl Barrier {
    /// A barrier for so many members, at least 1.
    pub const fn new(members: usize) -> Self {
        Barrier {
            state: Mutex::new(State {
                members,
                here: Vec::new(),
            }),
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap();
        change(&mut state);
        state.go_on_if_all_are_here();
    }

    /// Waits until all members have come. Returns true to one of those that waited in this round:
    /// its leader.
    pub fn wait(&self) -> bool {
        let (sender, receiver) = mpsc::channel();
        self.change(|state| state.here.push(sender));
        receiver.recv().expect("the barrier is still there")
    }

    /// Goes away for ever: from now on, there is a member less to wait for.
    pub fn leave(&self) {
        self.change(|state| state.members -= 1);
    }
}
