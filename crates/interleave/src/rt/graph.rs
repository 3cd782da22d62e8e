//! Execution graphs: events, reads-from, modification order, and the order of insertion.
//!
//! A graph is one flat vector, so that a copy is one `memcpy`. An event's position in it is its *stamp*: the order in
//! which the exploration added it. Operations on one object (a lock, a channel, ...) are ordered by their stamps, because
//! an operation that overtakes another removes it, and it comes back with a later stamp.

use super::clock::{Clock, Id};
use super::objects::OpCode;
use std::sync::atomic::Ordering;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// The thread's first event.
    Begin,
    /// Starts thread `param`.
    Spawn,
    /// A load, a failed compare_exchange, or the reading half of a read-modify-write.
    Read,
    /// A store, or the writing half of a read-modify-write.
    Write,
    Fence,
    /// An operation on an object with an abstract state.
    Object,
    /// Where an operation stood that another one (`rf`) overtook; it comes back as an event of its own, later. Not executed.
    Ghost,
}

/// The event is not what the thread would do by default: another outcome was chosen. Deleting it would explore a graph twice.
pub(crate) const FIXED: u8 = 1;
/// On a ghost: it has been moved by a later revisit, and no longer says what other branches cover.
pub(crate) const MOVED: u8 = 8;
/// This read or write is half of a read-modify-write.
pub(crate) const RMW: u8 = 2;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) kind: Kind,
    pub(crate) flags: u8,
    pub(crate) ord: Ordering,
    pub(crate) op: OpCode,
    /// The outcome of an object operation.
    pub(crate) out: u8,
    pub(crate) id: Id,
    /// What a read reads from.
    pub(crate) rf: Id,
    pub(crate) loc: u32,
    /// A write's place in the modification order of its location; only the order of ranks matters.
    pub(crate) rank: u32,
    /// Object operations: the operation's parameter. Spawn: the child.
    pub(crate) param: u32,
    /// Object operations: what the outcome was about (a message's index, the threads that a notify woke).
    pub(crate) extra: u32,
}

/// No location.
pub(crate) const NOWHERE: u32 = u32::MAX;

impl Event {
    pub(crate) fn new(kind: Kind, id: Id) -> Event {
        Event {
            kind,
            flags: 0,
            ord: Ordering::Relaxed,
            op: OpCode::Join,
            out: 0,
            id,
            rf: Id::INIT,
            loc: NOWHERE,
            rank: 0,
            param: 0,
            extra: 0,
        }
    }

    pub(crate) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn is_read(&self) -> bool {
        self.kind == Kind::Read
    }

    pub(crate) fn is_write(&self) -> bool {
        self.kind == Kind::Write
    }

    pub(crate) fn is_sc(&self) -> bool {
        self.ord == Ordering::SeqCst && matches!(self.kind, Kind::Read | Kind::Write | Kind::Fence)
    }
}

/// What a run knows of an event once it has been executed in it.
#[derive(Clone, Copy)]
pub(crate) struct Info {
    /// What happens-before the event, and the event.
    pub(crate) hb: Clock,
    /// What is before it in program order ∪ reads-from ∪ the objects' orders, and the event.
    pub(crate) porf: Clock,
    /// For a write: what a reader that acquires it synchronizes with.
    pub(crate) msg: Clock,
    /// The value written or read.
    pub(crate) value: u64,
}

impl Info {
    pub(crate) const NONE: Info = Info {
        hb: Clock::ZERO,
        porf: Clock::ZERO,
        msg: Clock::ZERO,
        value: 0,
    };
}

/// Makes room in the modification order of `loc` right after `after`, and returns the new rank.
pub(crate) fn insert_rank(events: &mut [Event], loc: u32, after: u32) -> u32 {
    for e in events.iter_mut() {
        if e.kind == Kind::Write && e.loc == loc && e.rank > after {
            e.rank += 1;
        }
    }
    after + 1
}

pub(crate) fn acquires(ord: Ordering) -> bool {
    matches!(ord, Ordering::Acquire | Ordering::AcqRel | Ordering::SeqCst)
}

pub(crate) fn releases(ord: Ordering) -> bool {
    matches!(ord, Ordering::Release | Ordering::AcqRel | Ordering::SeqCst)
}
