//! Vector clocks over the modelled threads.

/// The most threads that one execution can have.
pub(crate) const MAX_THREADS: usize = 32;

/// An event: the `i`-th of thread `t`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Id {
    pub(crate) t: u8,
    pub(crate) i: u16,
}

impl Id {
    /// The initial value of a location: a write before everything.
    pub(crate) const INIT: Id = Id { t: u8::MAX, i: 0 };

    pub(crate) fn is_init(self) -> bool {
        self.t == u8::MAX
    }

    /// The event before it in program order. Not for a thread's first.
    pub(crate) fn before(self) -> Id {
        Id {
            t: self.t,
            i: self.i - 1,
        }
    }
}

/// For each thread, how many of its events are included: a set of events that is closed under program order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Clock([u16; MAX_THREADS]);

impl Clock {
    pub(crate) const ZERO: Clock = Clock([0; MAX_THREADS]);

    pub(crate) fn has(&self, e: Id) -> bool {
        e.is_init() || self.0[e.t as usize] > e.i
    }

    pub(crate) fn get(&self, t: u8) -> u16 {
        self.0[t as usize]
    }

    /// Includes the event and everything before it in program order.
    pub(crate) fn add(&mut self, e: Id) {
        let slot = &mut self.0[e.t as usize];
        *slot = (*slot).max(e.i + 1);
    }

    pub(crate) fn join(&mut self, other: &Clock) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a = (*a).max(*b);
        }
    }
}
